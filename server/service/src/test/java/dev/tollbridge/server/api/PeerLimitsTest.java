package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one peer may do to the gRPC port, frame by frame. */
@Tag("slow")
@Timeout(60)
final class PeerLimitsTest {
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_HEADERS = 4;
  private static final int CANCEL = 8;
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int MAX_HEADER_LIST_SIZE = 6;
  private static final int ENHANCE_YOUR_CALM = 11;

  @TempDir
  private Path directory;
  private TestServer server;
  private Socket socket;
  private DataOutputStream out;
  private DataInputStream in;

  /** The payload of a frame that arrived. */
  private static final class Frame {
    private final byte[] payload;

    Frame(byte[] payload) {
      this.payload = payload;
    }

    int size() {
      return payload.length;
    }

    int id(int offset) {
      return (payload[offset] & 0xff) << 8 | (payload[offset + 1] & 0xff);
    }

    int number(int offset) {
      return id(offset) << 16 | id(offset + Short.BYTES);
    }
  }

  @BeforeEach
  void connect() throws IOException {
    server = TestServer.start(directory);
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    server.close();
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
  }

  private Frame next(int type) throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int found = in.readUnsignedByte();
      in.skipNBytes(Byte.BYTES + Integer.BYTES);
      byte[] payload = in.readNBytes(length);
      if (found == type) {
        return new Frame(payload);
      }
    }
  }

  /** A call of StreamLegs, its header block without Huffman coding. */
  private static byte[] call() {
    var block = new ByteArrayOutputStream();
    block.write(0x83); // :method POST
    block.write(0x86); // :scheme http
    literal(block, 4, "/tollbridge.v1.LegRatingService/StreamLegs");
    literal(block, 1, "localhost");
    literal(block, 15, 31 - 15, "application/grpc");
    block.write(0);
    text(block, "te");
    text(block, "trailers");
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    block.write(name);
    text(block, value);
  }

  private static void literal(ByteArrayOutputStream block, int name, int rest, String value) {
    block.write(name);
    block.write(rest);
    text(block, value);
  }

  private static void text(ByteArrayOutputStream block, String text) {
    block.write(text.length());
    block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aConnectionHasSoManyCallsAndHeaders() throws IOException {
    Frame settings = next(SETTINGS);
    assertThat(setting(settings, MAX_CONCURRENT_STREAMS)).isEqualTo(PeerLimits.MAX_CALLS_PER_CONNECTION);
    assertThat(setting(settings, MAX_HEADER_LIST_SIZE)).isEqualTo(PeerLimits.MAX_HEADER_BYTES);
  }

  private static int setting(Frame settings, int id) {
    for (int offset = 0; offset < settings.size(); offset += Short.BYTES + Integer.BYTES) {
      if (settings.id(offset) == id) {
        return settings.number(offset + Short.BYTES);
      }
    }
    return -1;
  }

  /** From another address than the test's connection. */
  private Socket stranger(int address) throws IOException {
    var stranger = new Socket();
    stranger.bind(new InetSocketAddress("127.0.0." + (9 + address), 0));
    stranger.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    stranger.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
    return stranger;
  }

  @Test
  void aFloodOfConnectionsKeepsNobodyOut() throws IOException {
    out.flush();
    List<Socket> flood = new ArrayList<>();
    try {
      for (int i = 0; i < 1_050; i++) {
        flood.add(stranger(i / 210));
      }
      // the oldest of each address is closed; what had arrived before is a frame of settings
      assertThat(flood.getFirst().getInputStream().readAllBytes()).hasSizeLessThan(200);
      next(SETTINGS);
      server.create("acme", 100 * TestServer.UNIT);
      assertThat(server.meters.get("tollbridge.limited.peers").tag("limit", "strangers").counter().count())
          .isGreaterThan(10);
      server.await("connections are counted",
          () -> server.meters.get("tollbridge.open.connections").gauge().value() <= 1_003);
    } finally {
      for (Socket socket : flood) {
        socket.close();
      }
    }
  }

  @Test
  void callsThatAreResetAtOnceEndTheConnection() throws IOException {
    byte[] cancel = {0, 0, 0, CANCEL};
    try {
      for (int call = 0; call < 2 * PeerLimits.MAX_RESETS; call++) {
        frame(HEADERS, END_HEADERS, 2 * call + 1, call());
        frame(RST_STREAM, 0, 2 * call + 1, cancel);
      }
      out.flush();
    } catch (IOException closedAlready) {
      assertThat(closedAlready).hasMessageMatching("(?i).*(broken pipe|reset).*");
    }
    Frame end = next(GOAWAY);
    assertThat(end.number(Integer.BYTES)).isEqualTo(ENHANCE_YOUR_CALM);
    server.create("acme", 100 * TestServer.UNIT);
  }
}
