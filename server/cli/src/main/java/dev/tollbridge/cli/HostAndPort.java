package dev.tollbridge.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine;

/** An address to listen on. */
record HostAndPort(String host, int port) {
  private static final int MAX_PORT = 65_535;

  static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port >= 0 && port <= MAX_PORT) {
        return resolved(text.substring(0, colon), port);
      }
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
    throw malformed(text);
  }

  private static HostAndPort resolved(String host, int port) {
    if (new InetSocketAddress(host, port).isUnresolved()) {
      throw new CommandLine.TypeConversionException("host '" + host + "' is not known");
    }
    return new HostAndPort(host, port);
  }

  private static RuntimeException malformed(String text) {
    return new CommandLine.TypeConversionException("'" + text + "' is not HOST:PORT, such as 127.0.0.1:9090");
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
