import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Attacks by connections and by bytes that are no HTTP/2. */
final class Connections {
  private static final Duration LIFE = Duration.ofSeconds(15);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int MANY = 200;
  private static final byte[] GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  /** The beginning of a ClientHello: its record and handshake headers, for 508 bytes that follow or do not. */
  private static final byte[] HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3};

  private Connections() {}

  static String randomBytes(Target target) throws Exception {
    var random = new Random(1);
    int closed = 0;
    for (int i = 0; i < MANY; i++) {
      var bytes = new byte[1 + random.nextInt(4_000)];
      random.nextBytes(bytes);
      closed += refused(target, bytes);
    }
    return outcome(closed);
  }

  static String hellos(Target target) throws Exception {
    byte[] hello = Arrays.copyOf(HELLO, 517);
    int closed = 0;
    for (int i = 0; i < MANY; i++) {
      closed += refused(target, hello);
    }
    return outcome(closed);
  }

  static String requests(Target target) throws Exception {
    int closed = 0;
    for (int i = 0; i < MANY; i++) {
      closed += refused(target, GET);
    }
    return outcome(closed);
  }

  private static String outcome(int closed) {
    if (closed < MANY * 9 / 10) {
      throw new Attack.Undefended("only " + closed + " of " + MANY + " connections were closed by the server");
    }
    return closed + " of " + MANY + " connections closed by the server at once";
  }

  /** 1 when the server closes the connection soon. */
  private static int refused(Target target, byte[] bytes) throws IOException {
    try (Socket socket = target.connect(target.port, LIFE)) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // What the server says to this does not matter.
      }
      return 1;
    } catch (SocketTimeoutException open) {
      return 0;
    } catch (IOException reset) {
      return 1;
    }
  }

  /** Half of them say nothing at all, half begin HTTP/2 and have no calls. */
  static String idle(Target target) throws Exception {
    int wanted = Integer.getInteger("connections", 10_000);
    byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port);
    int open = 0;
    int refused = 0;
    long endNanos = System.nanoTime() + LIFE.toNanos();
    while (open + refused < wanted && System.nanoTime() < endNanos) {
      try {
        SocketChannel channel = target.hold(SocketChannel.open().bind(target.stranger()));
        channel.connect(address);
        if (open % 2 == 0) {
          channel.write(ByteBuffer.wrap(preface));
        }
        open++;
      } catch (IOException e) {
        refused++;
      }
    }
    return open + " of " + wanted + " opened, " + refused + " refused";
  }

  static String unfinishedHandshakes(Target target) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Socket socket = target.connect(target.port, LONG);
      if (i % 2 == 0) {
        socket.getOutputStream().write(HELLO);
      }
      sockets.add(target.hold(socket));
    }
    long endNanos = System.nanoTime() + LIFE.toNanos();
    int open = 0;
    for (Socket socket : sockets) {
      open += closes(socket, endNanos) ? 0 : 1;
    }
    if (open > 0) {
      throw new Attack.Undefended(open + " of " + sockets.size() + " were not closed in " + LIFE.toSeconds() + " s");
    }
    return sockets.size() + " closed by the server";
  }

  private static boolean closes(Socket socket, long endNanos) throws IOException {
    socket.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime())));
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Asks for the metrics again and again, and reads nothing. */
  static String unreadMetrics(Target target) throws Exception {
    byte[] requests = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20).getBytes(StandardCharsets.US_ASCII);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      try {
        Socket socket = target.hold(target.connect(target.httpPort, LONG));
        socket.getOutputStream().write(requests);
      } catch (IOException e) {
        refused++;
      }
    }
    return "300 connections × 20 requests, " + refused + " refused";
  }

  /** Begins headers that do not end. */
  static String endlessHeaders(Target target) throws Exception {
    byte[] header = ("GET / HTTP/1.1\r\nHost: localhost\r\nx: " + "x".repeat(370_000)).getBytes(StandardCharsets.US_ASCII);
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      try {
        target.hold(target.connect(target.httpPort, LIFE)).getOutputStream().write(header);
      } catch (IOException e) {
        refused++;
      }
    }
    return "600 connections × 370 KB, " + refused + " closed by the server";
  }

  /** Sends requests byte for byte, a byte a second on each connection. */
  static String slowRequests(Target target) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      sockets.add(target.hold(target.connect(target.httpPort, LIFE)));
    }
    int refused = 0;
    for (int second = 0; second < 4; second++) {
      long nextNanos = System.nanoTime() + 1_000_000_000;
      for (Socket socket : sockets) {
        try {
          socket.getOutputStream().write(GET[second]);
        } catch (IOException e) {
          refused++;
        }
      }
      Thread.sleep(Math.max(0, (nextNanos - System.nanoTime()) / 1_000_000));
    }
    return sockets.size() + " connections" + (refused > 0 ? ", some closed by the server" : "");
  }
}
