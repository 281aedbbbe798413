package dev.tollbridge.simulator.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The scale of the chart of legs per second. Legs that remain at the end of a load are ended together; that spike would
 * flatten everything else, so it exceeds the scale, and a note under the chart gives its height.
 *
 * @param top highest rate to be shown; infinite: all rates
 * @param note what exceeds the scale; empty: nothing
 */
record RateScale(double top, String note) {
  /** Everything is shown. */
  static final RateScale WHOLE = new RateScale(Double.POSITIVE_INFINITY, "");
  private static final double MOST_TIMES = 2;
  private static final double ROOM = 1.25;

  /**
   * Chooses the scale.
   *
   * @param seconds of the points
   * @param offered rates at which legs were started or should have been, at least one for each point
   * @param ended rates at which legs were ended
   */
  static RateScale of(List<Double> seconds, List<Double> offered, List<Double> ended) {
    if (ended.isEmpty() || offered.isEmpty()) {
      return WHOLE;
    }
    double most = Collections.max(ended);
    double usual = Collections.max(offered);
    if (usual <= 0 || most <= usual * MOST_TIMES) {
      return WHOLE;
    }
    double at = seconds.get(ended.indexOf(most));
    return new RateScale(usual * ROOM, String.format(Locale.ROOT,
        " Beyond the scale: %,.0f legs a second were ended at %02d:%02d, such as all that remained at the load's end.",
        most, (int) at / 60, (int) at % 60));
  }
}
