package dev.tollbridge.simulator.replay;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be replayed and how.
 *
 * @param book charges the calls; else it is only said what they would cost
 * @param rejects where rows go that were not rated; null: nowhere
 * @param state where it is kept how far the replay is; null: it begins anew each time
 * @param refuseMasked rows whose masked number would have to be completed are rejected
 */
public record ReplayOptions(
    Path file,
    boolean book,
    Organizations organizations,
    TimeShift shift,
    @Nullable Path rejects,
    @Nullable Path state,
    boolean refuseMasked) {
  /** Where lines and reasons go of the rows that go into a file. */
  public static Path reasonsOf(Path rejects) {
    return rejects.resolveSibling(rejects.getFileName() + ".reasons");
  }
}
