package dev.tollbridge.client;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server, and as whom: its address, TLS, and a bearer token that is sent with every call.
 *
 * <p>Settings have the names of the command line's options without their hyphens in front: {@code target}, {@code tls},
 * {@code tls-ca}, {@code tls-cert}, {@code tls-key}, {@code token-file}, {@code token}, {@code insecure}. A setting that
 * is given counts before the environment ({@code TOLLBRIDGE_TARGET}, {@code TOLLBRIDGE_TOKEN_FILE}), and that before the
 * profile: see {@link Profiles}.
 */
public final class ConnectionOptions {
  /** The server's address, HOST:PORT. */
  public static final String TARGET = "target";
  /** {@code true}: use TLS, with the certificates that Java trusts unless {@link #TLS_CA} names others. */
  public static final String TLS = "tls";
  /** PEM file with the certificates of the authorities to trust; implies TLS. */
  public static final String TLS_CA = "tls-ca";
  /** PEM file with the caller's own certificate; implies TLS. */
  public static final String TLS_CERT = "tls-cert";
  /** PEM file with the key of the caller's certificate, PKCS #8. */
  public static final String TLS_KEY = "tls-key";
  /** File with a token; it is read again while calls are made, so that it can be replaced. */
  public static final String TOKEN_FILE = "token-file";
  /** The token itself. */
  public static final String TOKEN = "token";
  /** {@code true}: a token may be sent to another machine in plain text. */
  public static final String INSECURE = "insecure";
  /** Where a server listens unless it is configured otherwise. */
  public static final String DEFAULT_TARGET = "127.0.0.1:9090";

  static final Set<String> NAMES = Set.of(TARGET, TLS, TLS_CA, TLS_CERT, TLS_KEY, TOKEN_FILE, TOKEN, INSECURE);
  private static final Map<String, String> VARIABLES = Map.of("TOLLBRIDGE_TARGET", TARGET, "TOLLBRIDGE_TOKEN_FILE",
      TOKEN_FILE);
  private static final Pattern HOST_AND_PORT = Pattern.compile("(?<host>[^\\s/]+):(?<port>\\d{1,5})");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");
  private static final int MAX_PORT = 65_535;
  private static final int MAX_MESSAGE_BYTES = 16 << 20;
  /** A silently failed server is noticed after the sum of both, well within a bridge's lease. */
  private static final long KEEP_ALIVE_SECONDS = 10;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 5;

  private final String target;
  private final boolean tls;
  private final ChannelCredentials credentials;
  private final @Nullable BearerToken token;

  private ConnectionOptions(Map<String, String> settings) {
    target = settings.getOrDefault(TARGET, DEFAULT_TARGET);
    tls = isOn(settings, TLS) || settings.containsKey(TLS_CA) || settings.containsKey(TLS_CERT)
        || settings.containsKey(TLS_KEY);
    String host = host(target);
    token = token(settings);
    if (token != null && !tls && !isOn(settings, INSECURE) && !LOOPBACK.matcher(host).matches()) {
      throw new IllegalArgumentException("the token is not sent to " + target
          + " in plain text, where others could read it: use --tls or --tls-ca FILE, or --insecure if the network is safe");
    }
    credentials = tls ? tlsCredentials(settings) : InsecureChannelCredentials.create();
  }

  /**
   * The options that apply: those given, completed from the environment and then from a profile.
   *
   * @param given settings by name
   * @param profile name of the profile; null: {@code TOLLBRIDGE_PROFILE} or, unless a target is given, the profile named
   *     default, if there is one
   * @param environment such as {@link System#getenv()}
   * @throws IllegalArgumentException names the setting that is wrong, and what to do
   */
  public static ConnectionOptions of(Map<String, String> given, @Nullable String profile,
      Map<String, String> environment) {
    Map<String, String> named = new LinkedHashMap<>();
    VARIABLES.forEach((variable, name) -> {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        named.put(name, value);
      }
    });
    named.putAll(given);
    String chosen = profile == null ? environment.get("TOLLBRIDGE_PROFILE") : profile;
    Map<String, String> settings = new LinkedHashMap<>(
        Profiles.of(environment).settings(chosen, !named.containsKey(TARGET)));
    if (named.containsKey(TOKEN)) {
      settings.remove(TOKEN_FILE);
    }
    settings.putAll(named);
    return new ConnectionOptions(settings);
  }

  /** The server's address, HOST:PORT. */
  public String target() {
    return target;
  }

  /** Whether the connection is encrypted. */
  public boolean tls() {
    return tls;
  }

  /** Whether a token is sent with every call. */
  public boolean hasToken() {
    return token != null;
  }

  /** Opens a channel, which connects with the first call; the caller shuts it down. */
  public ManagedChannel open() {
    ManagedChannelBuilder<?> channel = Grpc.newChannelBuilder(target, credentials)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES).keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (token != null) {
      channel.intercept(new TokenInterceptor(token));
    }
    return channel.build();
  }

  private static boolean isOn(Map<String, String> settings, String name) {
    String value = settings.getOrDefault(name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("--" + name + " is true or false, not '" + value + "'");
    }
    return value.equals("true");
  }

  private static String host(String target) {
    var parts = HOST_AND_PORT.matcher(target);
    if (!parts.matches() || Integer.parseInt(parts.group("port")) > MAX_PORT) {
      throw new IllegalArgumentException("--target must be HOST:PORT, such as 127.0.0.1:9090, not '" + target + "'");
    }
    return parts.group("host");
  }

  private static @Nullable BearerToken token(Map<String, String> settings) {
    String text = settings.get(TOKEN);
    String file = settings.get(TOKEN_FILE);
    if (text != null && file != null) {
      throw new IllegalArgumentException("--token and --token-file exclude each other");
    }
    if (text != null) {
      return BearerToken.of(text);
    }
    return file == null ? null : BearerToken.of(readable(TOKEN_FILE, file));
  }

  private ChannelCredentials tlsCredentials(Map<String, String> settings) {
    String ca = settings.get(TLS_CA);
    String cert = settings.get(TLS_CERT);
    String key = settings.get(TLS_KEY);
    if ((cert == null) != (key == null)) {
      throw new IllegalArgumentException("--tls-cert and --tls-key must be given together");
    }
    Path trusted = ca == null ? null : readable(TLS_CA, ca);
    TlsChannelCredentials.Builder made = TlsChannelCredentials.newBuilder();
    try {
      if (trusted != null) {
        made.trustManager(trusted.toFile());
      }
      if (cert != null && key != null) {
        made.keyManager(readable(TLS_CERT, cert).toFile(), readable(TLS_KEY, key).toFile());
      }
      ChannelCredentials usable = made.build();
      // Files with the wrong content are noticed only here.
      Grpc.newChannelBuilder(target, usable);
      return usable;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "--tls-ca, --tls-cert or --tls-key is not usable: expected PEM with certificates"
              + " and a PKCS #8 key",
          e);
    }
  }

  private static Path readable(String name, String file) {
    Path path = Path.of(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new IllegalArgumentException("--" + name + " " + file + " cannot be read");
    }
    return path;
  }
}
