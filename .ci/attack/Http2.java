import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A connection that sends any frames of HTTP/2, allowed or not, and counts those that arrive. */
final class Http2 implements Closeable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  private static final int PREFIX_BYTES = 5;
  private static final int WINDOW_UPDATE = 8;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int MAX_FRAME_BYTES = 16_384;
  private static final int DEFAULT_WINDOW = 65_535;

  private final Socket socket;
  private final DataOutputStream out;
  private final AtomicIntegerArray arrived = new AtomicIntegerArray(256);
  /** What the peer has granted of each stream's window beyond the initial one, less what was sent. */
  private final Map<Integer, Long> granted = new HashMap<>();
  private long connectionWindow = DEFAULT_WINDOW;
  private long initialWindow = DEFAULT_WINDOW;
  private boolean ended;

  private Http2(Socket socket) throws IOException {
    this.socket = socket;
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), MAX_FRAME_BYTES));
  }

  /** Connects, reads what arrives, and confirms settings: the peer's windows apply from then on. */
  static Http2 open(Target target, Duration life) throws IOException {
    return open(target, life, DEFAULT_WINDOW);
  }

  /** Connects, and reads what a window lets through of each stream. */
  static Http2 open(Target target, Duration life, int window) throws IOException {
    Http2 connection = deaf(target, life, window);
    Thread.ofVirtual().start(connection::read);
    return connection;
  }

  /** Connects, and never reads. */
  static Http2 deaf(Target target, Duration life, int window) throws IOException {
    var connection = new Http2(target.http2(life));
    connection.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    connection.frame(SETTINGS, 0, 0, setting(INITIAL_WINDOW_SIZE, window));
    connection.flush();
    return connection;
  }

  static byte[] setting(int id, int value) {
    return new byte[] {0, (byte) id, (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
  }

  void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    synchronized (out) {
      out.writeByte(payload.length >> 16);
      out.writeShort(payload.length);
      out.writeByte(type);
      out.writeByte(flags);
      out.writeInt(stream);
      out.write(payload);
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  /** Begins a call; the stream's number is odd and greater than any before. */
  void call(int stream, String method, int flags) throws IOException {
    frame(HEADERS, flags, stream, headers(method, Map.of()));
  }

  /** The header block of a call, without Huffman coding. */
  static byte[] headers(String method, Map<String, String> further) {
    var block = new ByteArrayOutputStream();
    block.write(0x83); // :method POST
    block.write(0x86); // :scheme http
    literal(block, 4, "/" + method); // :path
    literal(block, 1, "localhost"); // :authority
    named(block, "content-type", "application/grpc");
    named(block, "te", "trailers");
    further.forEach((name, value) -> named(block, name, value));
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    block.write(name);
    text(block, value);
  }

  private static void named(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    text(block, name);
    text(block, value);
  }

  private static void text(ByteArrayOutputStream block, String text) {
    int rest = text.length() - 127;
    block.write(Math.min(text.length(), 127));
    if (rest >= 0) {
      for (; rest >= 128; rest >>= 7) {
        block.write(rest & 127 | 128);
      }
      block.write(rest);
    }
    block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Announces a message of some size. */
  void prefix(int stream, int messageBytes) throws IOException {
    take(stream, PREFIX_BYTES);
    frame(DATA, 0, stream, new byte[] {0, (byte) (messageBytes >> 24), (byte) (messageBytes >> 16),
      (byte) (messageBytes >> 8), (byte) messageBytes});
  }

  /** A message as a call sends it. */
  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(PREFIX_BYTES + message.length).put((byte) 0).putInt(message.length).put(message).array();
  }

  /** Sends zeros as far as the peer's windows allow, at once; returns how many. */
  int fill(int stream, int bytes) throws IOException {
    return send(stream, new byte[bytes], 0);
  }

  /** Sends a message from some byte on as far as the peer's windows allow, at once; returns how many bytes. */
  int send(int stream, byte[] message, int from) throws IOException {
    int at = from;
    int length = take(stream, Math.min(message.length - at, MAX_FRAME_BYTES));
    while (length > 0) {
      frame(DATA, 0, stream, Arrays.copyOfRange(message, at, at + length));
      at += length;
      length = take(stream, Math.min(message.length - at, MAX_FRAME_BYTES));
    }
    flush();
    return at - from;
  }

  /** Uses up to so many bytes of the windows; returns how many. */
  private synchronized int take(int stream, int bytes) {
    long window = Math.min(connectionWindow, initialWindow + granted.getOrDefault(stream, 0L));
    int taken = (int) Math.max(0, Math.min(bytes, window));
    connectionWindow -= taken;
    granted.merge(stream, (long) -taken, Long::sum);
    return taken;
  }

  /** Waits for a frame to arrive, for a while. */
  synchronized void awaitFrame(Duration limit) throws InterruptedException {
    if (!ended) {
      wait(limit.toMillis());
    }
  }

  private void read() {
    try (var in = new DataInputStream(socket.getInputStream())) {
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        arrived(type, flags, stream, in.readNBytes(length));
        if (type == SETTINGS && (flags & ACK) == 0) {
          frame(SETTINGS, ACK, 0, new byte[0]);
          flush();
        }
      }
    } catch (IOException over) {
      end();
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized void arrived(int type, int flags, int stream, byte[] payload) {
    arrived.incrementAndGet(type);
    if (type == WINDOW_UPDATE) {
      int more = number(payload, 0);
      if (stream == 0) {
        connectionWindow += more;
      } else {
        granted.merge(stream, (long) more, Long::sum);
      }
    } else if (type == SETTINGS && (flags & ACK) == 0) {
      for (int at = 0; at < payload.length; at += 6) {
        if (payload[at + 1] == INITIAL_WINDOW_SIZE) {
          initialWindow = number(payload, at + 2);
        }
      }
    }
    notifyAll();
  }

  private static int number(byte[] from, int at) {
    return (from[at] & 127) << 24 | (from[at + 1] & 255) << 16 | (from[at + 2] & 255) << 8 | from[at + 3] & 255;
  }

  /** How many frames of a type have arrived. */
  int arrived(int type) {
    return arrived.get(type);
  }

  /** Whether the connection ended within a time. */
  synchronized boolean endsWithin(Duration limit) throws InterruptedException {
    long endNanos = System.nanoTime() + limit.toNanos();
    for (long left = limit.toMillis(); !ended && left > 0; left = (endNanos - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
    return ended;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
