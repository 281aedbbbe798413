import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Attacks a server on loopback, one way after the other; what is held open stays until the end.
 *
 * <p>{@code java -cp tollbridge.jar:. Attack open PORT HTTP_PORT}, or {@code identified PORT HTTP_PORT CA_FILE}
 * against one that asks for identities. Exits 1 as soon as the server does not defend itself as it should, or answers
 * nobody.
 */
final class Attack {
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** One way to attack. */
  interface Way {
    /** Attacks for some seconds at most; returns what happened. */
    String attempt(Target target) throws Exception;
  }

  /** The server did not defend itself. */
  static final class Undefended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undefended(String message) {
      super(message);
    }
  }

  private Attack() {}

  private static Map<String, Way> open() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("a backup that nobody reads", Calls::unreadBackup);
    ways.put("random bytes", Connections::randomBytes);
    ways.put("TLS hello on plain text", Connections::hellos);
    ways.put("HTTP/1.1 on the gRPC port", Connections::requests);
    ways.put("rapid reset", Floods::resets);
    ways.put("SETTINGS", Floods::settings);
    ways.put("PING, answers read", Floods::pings);
    ways.put("PING, answers unread", Floods::unreadPings);
    ways.put("CONTINUATION", Floods::continuations);
    ways.put("empty DATA", Floods::emptyData);
    ways.put("calls without a message", Floods::silentCalls);
    ways.put("endless and oversize messages", Floods::oversize);
    ways.put("malformed messages", Calls::malformed);
    ways.put("unfinished messages", Floods::unfinished);
    ways.put("more calls than can be rated", Floods::unratedCalls);
    ways.put("requests that do not end", Floods::unendedCalls);
    ways.put("lists that nobody reads", Floods::unreadLists);
    ways.put("errors that nobody reads", Floods::unreadErrors);
    ways.put("streams that nobody reads", Calls::unreadStreams);
    ways.put("half-sent decks", Calls::halfSentDecks);
    ways.put("unread /metrics", Connections::unreadMetrics);
    ways.put("slow-loris over HTTP", Connections::slowRequests);
    ways.put("endless headers over HTTP", Connections::endlessHeaders);
    ways.put("idle connections", Connections::idle);
    ways.put("another backup", Calls::anotherBackup);
    return ways;
  }

  private static Map<String, Way> identified() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("random bytes", Connections::randomBytes);
    ways.put("plain text on TLS", Connections::requests);
    ways.put("unfinished handshakes", Connections::unfinishedHandshakes);
    ways.put("wrong tokens", Calls::wrongTokens);
    ways.put("calls without an identity or a message", Floods::silentCalls);
    ways.put("unfinished messages without an identity", Floods::unfinished);
    ways.put("requests that do not end, without an identity", Floods::unendedCalls);
    ways.put("errors that nobody reads", Floods::unreadErrors);
    ways.put("rapid reset", Floods::resets);
    ways.put("malformed messages without an identity", Calls::malformed);
    ways.put("slow-loris over HTTPS", Connections::slowRequests);
    return ways;
  }

  public static void main(String[] arguments) throws Exception {
    boolean isOpen = arguments[0].equals("open");
    Map<String, Way> ways = isOpen ? open() : identified();
    Pattern only = Pattern.compile(System.getProperty("only", ""));
    try (var target = new Target(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]),
        isOpen ? null : Path.of(arguments[3]))) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        if (only.matcher(way.getKey()).find()) {
          attempt(target, way.getKey(), way.getValue());
        }
      }
    }
    // Calls that were given up are not waited for.
    System.exit(0);
  }

  private static void attempt(Target target, String name, Way way) {
    String start = LocalTime.now(ZoneOffset.UTC).format(SECONDS);
    long startNanos = System.nanoTime();
    target.another();
    try {
      String outcome = way.attempt(target);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
      Duration answer = target.answers(PATIENCE);
      System.out.printf(Locale.ROOT, "%s %-39s %3d s  %s; then answers in %d ms%n", start, name, seconds, outcome,
          answer.toMillis());
    } catch (Exception failure) {
      System.out.printf(Locale.ROOT, "%s %-39s FAILED: %s%n", start, name,
          failure instanceof Undefended ? failure.getMessage() : failure);
      System.exit(1);
    }
  }
}
