package dev.tollbridge.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Named sets of connection settings in a file that a user keeps:
 *
 * <pre>
 * [production]
 * target = rating.internal:9090
 * tls-ca = ca.pem
 * token-file = ~/.tollbridge-token
 * </pre>
 *
 * <p>The file is {@code $XDG_CONFIG_HOME/tollbridge/profiles} or {@code ~/.config/tollbridge/profiles}; the variable
 * {@code TOLLBRIDGE_PROFILES} names another one. Files that it names are found from its own folder. Lines that begin with
 * {@code #} are comments.
 */
final class Profiles {
  private static final String DEFAULT = "default";
  private static final List<String> FILES = List.of(ConnectionOptions.TLS_CA, ConnectionOptions.TLS_CERT,
      ConnectionOptions.TLS_KEY, ConnectionOptions.TOKEN_FILE);

  private final Path file;
  private final String home;
  private final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();

  private Profiles(Path file, String home) {
    this.file = file;
    this.home = home;
  }

  /** Those of the file that the environment leads to; none if there is no such file. */
  static Profiles of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    Profiles read = new Profiles(file(environment, home), home);
    try {
      read.read(Files.readAllLines(read.file));
    } catch (NoSuchFileException e) {
      return read;
    } catch (IOException e) {
      throw new IllegalArgumentException(read.file + " cannot be read: " + e, e);
    }
    return read;
  }

  private static Path file(Map<String, String> environment, String home) {
    String named = environment.get("TOLLBRIDGE_PROFILES");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    String config = environment.get("XDG_CONFIG_HOME");
    Path folder = config == null || config.isEmpty() ? Path.of(home, ".config") : Path.of(config);
    return folder.resolve("tollbridge").resolve("profiles");
  }

  private void read(List<String> lines) {
    Map<String, String> current = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[") && line.endsWith("]")) {
        current = new LinkedHashMap<>();
        if (profiles.put(line.substring(1, line.length() - 1).strip(), current) != null) {
          throw wrong(i, line + " is there twice");
        }
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        add(current, i, line);
      }
    }
  }

  private void add(@Nullable Map<String, String> profile, int index, String line) {
    int equals = line.indexOf('=');
    if (profile == null || equals < 0) {
      throw wrong(index, "expected [NAME], then lines such as target = 127.0.0.1:9090");
    }
    String name = line.substring(0, equals).strip();
    if (!ConnectionOptions.NAMES.contains(name) || name.equals(ConnectionOptions.TOKEN)) {
      throw wrong(index, "'" + name + "' is none of " + ConnectionOptions.NAMES.stream()
          .filter(known -> !known.equals(ConnectionOptions.TOKEN)).sorted().collect(Collectors.joining(", ")));
    }
    String value = line.substring(equals + 1).strip();
    if (profile.put(name, FILES.contains(name) ? resolved(value) : value) != null) {
      throw wrong(index, "'" + name + "' is there twice");
    }
  }

  private String resolved(String path) {
    return path.startsWith("~/") ? home + path.substring(1) : file.resolveSibling(path).toString();
  }

  private IllegalArgumentException wrong(int index, String fault) {
    return new IllegalArgumentException(file + ", line " + (index + 1) + ": " + fault);
  }

  /**
   * The settings of a profile.
   *
   * @param name null or empty: none
   * @param orDefault without a name, those of the profile "default" if there is one
   */
  Map<String, String> settings(@Nullable String name, boolean orDefault) {
    if (name == null || name.isEmpty()) {
      return orDefault ? profiles.getOrDefault(DEFAULT, Map.of()) : Map.of();
    }
    Map<String, String> settings = profiles.get(name);
    if (settings == null) {
      throw new IllegalArgumentException("there is no profile '" + name + "' in " + file
          + (profiles.isEmpty() ? "" : ", only " + String.join(", ", profiles.keySet())));
    }
    return settings;
  }
}
