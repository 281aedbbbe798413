package dev.tollbridge.cli;

import dev.tollbridge.client.ConnectionOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the connection to a server; the environment and profiles complete them. */
final class ConnectionFlags {
  @Option(names = "--target", paramLabel = "HOST:PORT",
      description = "The server. Default: TOLLBRIDGE_TARGET, the profile's, or 127.0.0.1:9090.")
  @Nullable
  String target;

  @Option(names = "--profile", paramLabel = "NAME",
      description = "Section of ~/.config/tollbridge/profiles with target, tls-ca, token-file and so on."
          + " Default: TOLLBRIDGE_PROFILE; without a target, the section [default] if there is one.")
  @Nullable
  String profile;

  @Option(names = "--tls", description = "Use TLS, with the certificates that Java trusts.")
  boolean tls;

  @Option(names = "--tls-ca", paramLabel = "FILE",
      description = "Use TLS, and trust the certificates in this PEM file.")
  @Nullable
  String ca;

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "Your own certificate, PEM; needs --tls-key.")
  @Nullable
  String cert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM PKCS #8.")
  @Nullable
  String key;

  @Option(names = "--token-file", paramLabel = "FILE",
      description = "Send the token in this file. Default: TOLLBRIDGE_TOKEN_FILE, or the profile's.")
  @Nullable
  String tokenFile;

  @Option(names = "--insecure", description = "Send a token to another machine even in plain text.")
  boolean insecure;

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, ConnectionOptions.TARGET, target);
    put(given, ConnectionOptions.TLS, tls ? "true" : null);
    put(given, ConnectionOptions.TLS_CA, ca);
    put(given, ConnectionOptions.TLS_CERT, cert);
    put(given, ConnectionOptions.TLS_KEY, key);
    put(given, ConnectionOptions.TOKEN_FILE, tokenFile);
    put(given, ConnectionOptions.INSECURE, insecure ? "true" : null);
    return given;
  }

  /** The same options as arguments for another command. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    given().forEach((name, value) -> arguments.add(value.equals("true") ? "--" + name : "--" + name + "=" + value));
    if (profile != null) {
      arguments.add("--profile=" + profile);
    }
    return arguments;
  }

  /** The options that apply; {@link IllegalArgumentException} names one that is wrong. */
  ConnectionOptions options(Map<String, String> environment) {
    return ConnectionOptions.of(given(), profile, environment);
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }
}
