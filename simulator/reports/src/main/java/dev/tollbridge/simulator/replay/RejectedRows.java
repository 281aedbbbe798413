package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were not rated, copied verbatim below the report's header, so that they can be corrected and replayed;
 * their lines and reasons are written to a second file. The first ones are also printed, and of those
 * with the fault of a whole column only one.
 */
final class RejectedRows implements AutoCloseable {
  private static final int TOLD = 20;

  private final PrintStream err;
  private final @Nullable BufferedWriter rows;
  private final @Nullable BufferedWriter reasons;
  private final Set<String> toldOfColumn = new HashSet<>();
  private int told;

  private RejectedRows(PrintStream err, @Nullable BufferedWriter rows, @Nullable BufferedWriter reasons) {
    this.err = err;
    this.rows = rows;
    this.reasons = reasons;
  }

  /**
   * Opens both files, or neither.
   *
   * @param append whether to keep what an earlier run wrote
   */
  static RejectedRows open(@Nullable Path file, String header, boolean append, PrintStream err) throws IOException {
    if (file == null) {
      return new RejectedRows(err, null, null);
    }
    boolean begun = append && Files.exists(file);
    OpenOption how = begun ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    BufferedWriter rows = Files.newBufferedWriter(file, StandardOpenOption.CREATE, how, StandardOpenOption.WRITE);
    if (!begun) {
      rows.write(header + "\n");
    }
    return new RejectedRows(err, rows,
        Files.newBufferedWriter(ReplayOptions.reasonsOf(file), StandardOpenOption.CREATE, how,
            StandardOpenOption.WRITE));
  }

  void add(Row row, String reason) throws IOException {
    if (!(row instanceof Row.Bad bad && bad.ofColumn())) {
      tell(row, reason);
    } else if (toldOfColumn.add(start(reason))) {
      tell(row, reason + "; further rows like it are only counted");
    }
    if (rows != null && reasons != null) {
      rows.write(row.text() + "\n");
      reasons.write(row.line() + "\t" + reason + "\n");
    }
  }

  private void tell(Row row, String reason) {
    if (told < TOLD) {
      err.println("line " + row.line() + ": " + reason);
    } else if (told == TOLD) {
      err.println("more rows are rejected" + (rows == null ? "; --rejects FILE keeps them all" : ""));
    }
    told++;
  }

  /** The part of a column's fault before the row's own text: the same for all its rows. */
  private static String start(String reason) {
    return reason.substring(0, Math.max(0, reason.indexOf('\'')));
  }

  void flush() throws IOException {
    if (rows != null && reasons != null) {
      rows.flush();
      reasons.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (rows != null && reasons != null) {
      rows.close();
      reasons.close();
    }
  }
}
