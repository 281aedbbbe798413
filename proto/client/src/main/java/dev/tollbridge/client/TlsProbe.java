package dev.tollbridge.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Finds out whether a server that does not understand plain text speaks TLS. */
final class TlsProbe {
  private static final int TIMEOUT_MILLIS = (int) TimeUnit.SECONDS.toMillis(2);

  private TlsProbe() {}

  /** Whether the server answers a TLS handshake in any way, even to refuse it. */
  static boolean answers(String target) {
    int colon = target.lastIndexOf(':');
    String host = target.substring(0, colon).replaceAll("[\\[\\]]", "");
    int port = Integer.parseInt(target.substring(colon + 1));
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket encrypted = (SSLSocket) factory.createSocket(plain, host, port, false)) {
        encrypted.startHandshake();
        return true;
      }
    } catch (SSLHandshakeException refused) {
      return !(refused.getCause() instanceof EOFException);
    } catch (IOException e) {
      return false;
    }
  }
}
