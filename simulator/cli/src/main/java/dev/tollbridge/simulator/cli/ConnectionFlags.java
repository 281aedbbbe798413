package dev.tollbridge.simulator.cli;

import dev.tollbridge.client.CallFailure;
import dev.tollbridge.client.ConnectionOptions;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the connection to the server; the environment and profiles complete them. */
final class ConnectionFlags {
  @Option(names = "--target", paramLabel = "HOST:PORT")
  private @Nullable String target;
  @Option(names = "--profile", paramLabel = "NAME")
  private @Nullable String profile;
  @Option(names = "--tls")
  private boolean tls;
  @Option(names = "--tls-ca", paramLabel = "FILE")
  private @Nullable String ca;
  @Option(names = "--tls-cert", paramLabel = "FILE")
  private @Nullable String cert;
  @Option(names = "--tls-key", paramLabel = "FILE")
  private @Nullable String key;
  @Option(names = "--token", paramLabel = "TEXT")
  private @Nullable String token;
  @Option(names = "--token-file", paramLabel = "FILE")
  private @Nullable String tokenFile;
  @Option(names = "--insecure")
  private boolean insecure;

  /** The options that apply; {@link IllegalArgumentException} names an invalid one. */
  ConnectionOptions options() {
    return ConnectionOptions.of(given(), profile, System.getenv());
  }

  /** The same, with the token of another file. */
  ConnectionOptions options(Path otherTokenFile) {
    Map<String, String> given = given();
    given.remove(ConnectionOptions.TOKEN);
    given.put(ConnectionOptions.TOKEN_FILE, otherTokenFile.toString());
    return ConnectionOptions.of(given, profile, System.getenv());
  }

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, ConnectionOptions.TARGET, target);
    put(given, ConnectionOptions.TLS, tls ? "true" : null);
    put(given, ConnectionOptions.TLS_CA, ca);
    put(given, ConnectionOptions.TLS_CERT, cert);
    put(given, ConnectionOptions.TLS_KEY, key);
    put(given, ConnectionOptions.TOKEN, token);
    put(given, ConnectionOptions.TOKEN_FILE, tokenFile);
    put(given, ConnectionOptions.INSECURE, insecure ? "true" : null);
    return given;
  }

  /** Why a server cannot be reached and what to do, in one line; the cause of the failure is that of a call. */
  static String unreachable(ConnectionOptions server, Exception failure) {
    Throwable cause = failure.getCause();
    return cause instanceof StatusRuntimeException || cause instanceof StatusException
        ? CallFailure.of(cause, server).message()
        : "cannot reach " + server.target() + ": " + failure.getMessage();
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }
}
