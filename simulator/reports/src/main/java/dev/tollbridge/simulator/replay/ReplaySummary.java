package dev.tollbridge.simulator.replay;

import dev.tollbridge.v1.FreeReason;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table at the end of a replay; its last line is the verdict. */
final class ReplaySummary {
  private static final String DENIAL_PREFIX = "DENIAL_REASON_";
  private static final String FREE_PREFIX = "FREE_REASON_";

  private final ReplayOptions options;
  private final Totals totals;
  private final CallEncoder encoder;
  private final CallShift shift;
  private final long doneLine;

  /** @param doneLine an earlier run finished the rows up to this line */
  ReplaySummary(ReplayOptions options, Totals totals, CallEncoder encoder, CallShift shift, long doneLine) {
    this.options = options;
    this.totals = totals;
    this.encoder = encoder;
    this.shift = shift;
    this.doneLine = doneLine;
  }

  /**
   * Prints the summary.
   *
   * @param notes what was noticed while the report was read
   */
  void print(PrintStream to, List<String> notes, boolean whole) {
    if (doneLine > 0) {
      row(to, "done earlier, up to line", doneLine);
    }
    row(to, "rows", totals.rows());
    row(to, "rated", totals.rated());
    row(to, "free", totals.free());
    totals.freeBy().forEach((reason, count) -> row(to, reason == FreeReason.FREE_REASON_UNSPECIFIED
        ? "  no connected time"
        : words(reason, FREE_PREFIX), count));
    row(to, "denied", totals.denied().values().stream().mapToLong(Long::longValue).sum());
    totals.denied().forEach((reason, count) -> row(to, words(reason, DENIAL_PREFIX), count));
    row(to, "rejected", totals.rejected());
    if (totals.aside() > 0) {
      row(to, "of other products", totals.aside());
      totals.otherProducts().forEach((callType, count) -> row(to, "  " + callType, count));
    }
    repeats(to);
    row(to, "masked numbers completed", encoder.completed());
    row(to, "times shifted by", TimeShift.text(shift.days()) + (shift.zones().names().isEmpty()
        ? ""
        : ", hours kept in " + String.join(", ", shift.zones().names())));
    charges(to);
    row(to, "charged in the report", sums(totals.reportedSums()));
    row(to, "charges compared", totals.compared());
    row(to, "charges that differ", totals.different());
    if (totals.otherCurrency() > 0) {
      row(to, "in another currency", totals.otherCurrency());
    }
    totals.largest().forEach(difference -> to.println("  line " + difference.line() + ", " + difference.usageId()
        + ": report " + difference.reported().toPlainString() + ", server " + difference.rated().toPlainString() + " "
        + difference.currency()));
    notes.forEach(to::println);
    if (totals.unpriced() > 0) {
      to.println("CAUTION: " + totals.unpriced() + " calls are free because the server has no rate for their number, or"
          + " does not know the service number. Complete the deck or register the number, then "
          + (options.book() ? "re-rate the calls." : "replay again."));
    }
    to.println(verdict(whole));
    to.flush();
  }

  private static String words(Enum<?> reason, String prefix) {
    return "  " + reason.name().substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void repeats(PrintStream to) {
    if (options.book()) {
      row(to, "booked now", totals.rows() - totals.rejected() - totals.repeated() - totals.aside());
      row(to, "booked before", totals.repeated());
    } else {
      row(to, "UsageId repeated", totals.repeated());
    }
  }

  /** Calls charged before are not charged again. */
  private void charges(PrintStream to) {
    row(to, options.book() ? "charged now" : "would be charged", sums(totals.ratedSums()));
    if (!totals.ratedBeforeSums().isEmpty()) {
      row(to, "charged before", sums(totals.ratedBeforeSums()));
    }
  }

  private String verdict(boolean whole) {
    String what = options.book() ? "booked" : "dry run";
    String state = whole
        ? "all rows"
        : "not all rows; the same command resumes" + (options.state() == null
            ? " from the start, and books nothing twice"
            : " from there");
    return "replay: " + what + ", " + state + ": rated=" + totals.rated() + " free=" + totals.free() + " rejected="
        + totals.rejected() + " repeated=" + totals.repeated() + " different=" + totals.different();
  }

  private static String sums(Map<String, BigDecimal> sums) {
    return sums.isEmpty()
        ? "0"
        : sums.entrySet().stream().map(sum -> (sum.getValue().toPlainString() + " " + sum.getKey()).strip())
            .collect(Collectors.joining(", "));
  }

  private static void row(PrintStream to, String name, Object value) {
    to.printf(Locale.ROOT, "%-28s %s%n", name, value);
  }
}
