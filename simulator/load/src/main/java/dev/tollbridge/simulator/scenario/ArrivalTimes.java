package dev.tollbridge.simulator.scenario;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** The instants at which one plan's legs or conferences start, one after the other. */
final class ArrivalTimes {
  private static final double NANOS_PER_SECOND = 1e9;

  private final RateCurve curve;
  private final ToDoubleFunction<RandomGenerator> gap;
  private double seconds;
  private double firstGap;

  private ArrivalTimes(RateCurve curve, double firstGap, ToDoubleFunction<RandomGenerator> gap) {
    this.curve = curve;
    this.firstGap = firstGap;
    this.gap = gap;
  }

  /** Independent arrivals: their gaps, measured as area under the curve, are exponential. */
  static ArrivalTimes poisson(RateCurve curve) {
    return new ArrivalTimes(curve, Double.NaN, RandomGenerator::nextExponential);
  }

  /** One arrival for each whole unit of the curve's area, the first at time 0. */
  static ArrivalTimes even(RateCurve curve) {
    return new ArrivalTimes(curve, 0, _ -> 1);
  }

  /** Nanoseconds after the load's start; {@link Long#MAX_VALUE} if there are no more. */
  long next(RandomGenerator random) {
    double amount = Double.isNaN(firstGap) ? gap.applyAsDouble(random) : firstGap;
    firstGap = Double.NaN;
    seconds = curve.after(seconds, amount);
    return Double.isInfinite(seconds) ? Long.MAX_VALUE : Math.round(seconds * NANOS_PER_SECOND);
  }
}
