package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.sample.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Numbers to draw from, in groups by weight. */
final class NumberPool {
  private final List<List<PhoneNumber>> groups;
  private final WeightedChoice choice;

  private NumberPool(List<List<PhoneNumber>> groups, double[] weights) {
    this.groups = List.copyOf(groups);
    this.choice = new WeightedChoice(weights);
  }

  /**
   * A pool of the numbers.
   *
   * @param option the option that sets the weights, named in the message when a country has no number
   */
  static NumberPool of(List<PhoneNumber> numbers, CountryWeights weights, String option) {
    if (weights.isAny()) {
      return new NumberPool(List.of(numbers), new double[]{1});
    }
    List<List<PhoneNumber>> groups = new ArrayList<>();
    weights.sorted().forEach((country, _) -> {
      List<PhoneNumber> group = numbers.stream().filter(number -> number.countryCode().equals(country)).toList();
      if (group.isEmpty()) {
        throw new IllegalArgumentException(option + ": no number of " + country + " can be called or has a price");
      }
      groups.add(group);
    });
    return new NumberPool(groups, weights.sorted().values().stream().mapToDouble(Integer::doubleValue).toArray());
  }

  PhoneNumber next(RandomGenerator random) {
    List<PhoneNumber> group = groups.get(choice.next(random));
    return group.get(random.nextInt(group.size()));
  }
}
