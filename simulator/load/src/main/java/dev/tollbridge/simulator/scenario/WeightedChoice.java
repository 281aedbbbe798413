package dev.tollbridge.simulator.scenario;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Chooses among several things by weight. */
final class WeightedChoice {
  private final double[] cumulative;

  /** Takes the weights of things 0, 1, 2 …; each 0 or more, and not all 0. */
  WeightedChoice(double... weights) {
    cumulative = weights.clone();
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
    if (Arrays.stream(weights).anyMatch(weight -> !(weight >= 0)) || !(total() > 0) || Double.isInfinite(total())) {
      throw new IllegalArgumentException("weights must be 0 or more, and not all 0");
    }
  }

  private double total() {
    return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
  }

  int next(RandomGenerator random) {
    double draw = random.nextDouble() * total();
    int found = Arrays.binarySearch(cumulative, draw);
    int index = found >= 0 ? found + 1 : -found - 1;
    // A thing of weight 0 has the same upper bound as the one before it, so the first bound above the draw belongs to a
    // thing with weight.
    while (index < cumulative.length - 1 && cumulative[index] <= draw) {
      index++;
    }
    return index;
  }
}
