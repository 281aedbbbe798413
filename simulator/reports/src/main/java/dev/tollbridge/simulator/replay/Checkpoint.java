package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.output.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a replay, kept in a file if one is given. It belongs to one report, mode and shift: with others the file
 * is refused, since rows would be left out or booked twice.
 */
final class Checkpoint {
  private static final int FINGERPRINT_BYTES = 1 << 16;

  private final @Nullable Path file;
  private final Properties state;

  private Checkpoint(@Nullable Path file, Properties state) {
    this.file = file;
    this.state = state;
  }

  /** Opens the state of a replay or creates one; {@link IllegalArgumentException} if it belongs to another replay. */
  static Checkpoint open(ReplayOptions options) throws IOException {
    Properties wanted = new Properties();
    wanted.setProperty("report", fingerprint(options.file()));
    wanted.setProperty("mode", options.book() ? "book" : "dry-run");
    wanted.setProperty("organizations", options.organizations().toString());
    wanted.setProperty("date-format", options.dates().toString());
    Path file = options.state();
    if (file == null || !Files.exists(file)) {
      return new Checkpoint(file, wanted);
    }
    Properties found = new Properties();
    try (InputStream bytes = Files.newInputStream(file)) {
      found.load(bytes);
    }
    for (String key : wanted.stringPropertyNames()) {
      if (!wanted.getProperty(key).equals(found.getProperty(key))) {
        throw new IllegalArgumentException("--state " + file + " belongs to a replay with another " + key
            + ": give another file, or delete it to start from the beginning");
      }
    }
    return new Checkpoint(file, found);
  }

  /** Rows up to this line are done; 0: no rows. */
  long line() {
    return Long.parseLong(state.getProperty("line", "0"));
  }

  /** The shift with which the replay started; null: it starts now. */
  @Nullable
  Long shiftDays() {
    String days = state.getProperty("shift-days");
    return days == null ? null : Long.valueOf(days);
  }

  void begin(long shiftDays) throws IOException {
    state.setProperty("shift-days", Long.toString(shiftDays));
    write();
  }

  void done(long line) throws IOException {
    state.setProperty("line", Long.toString(line));
    write();
  }

  private void write() throws IOException {
    if (file != null) {
      try (WholeFile whole = WholeFile.open(file)) {
        state.store(whole.content(), null);
        whole.commit();
      }
    }
  }

  private static String fingerprint(Path report) throws IOException {
    try (InputStream bytes = Files.newInputStream(report)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.readNBytes(FINGERPRINT_BYTES));
      return Files.size(report) + "-" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
