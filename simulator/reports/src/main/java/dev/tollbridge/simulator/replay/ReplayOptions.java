package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.DateOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Options of a replay.
 *
 * @param book whether to charge the calls; otherwise only their costs are computed
 * @param rejects file for rows that were not rated; null: none
 * @param state file for the replay's progress; null: the replay always starts from the beginning
 * @param refuseMasked whether to reject rows whose masked number would have to be completed
 * @param dates the order of day, month and year in the report's dates
 */
public record ReplayOptions(
    Path file,
    boolean book,
    Organizations organizations,
    TimeShift shift,
    @Nullable Path rejects,
    @Nullable Path state,
    boolean refuseMasked,
    DateOrder dates) {
  /** The file for lines and reasons of rejected rows, next to the file for the rows. */
  public static Path reasonsOf(Path rejects) {
    return rejects.resolveSibling(rejects.getFileName() + ".reasons");
  }
}
