package dev.tollbridge.simulator.compare;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tries different numbers of licences, which go to the organizers for whom a licence is worth most. At most a few
 * hundred numbers are tried, so that large reports take seconds.
 */
final class Mixes {
  private static final long MAX_STEPS = 50_000_000;
  private static final int MAX_TRIED = 2000;

  private final LicenceModel model;
  private final List<Organizer> ranked;

  /** @param ranked organizers by the worth of a licence, highest first */
  Mixes(LicenceModel model, List<Organizer> ranked) {
    this.model = model;
    this.ranked = ranked;
  }

  /** A number of licences and the total cost with them, licences included, in micros. */
  record Mix(int licences, long totalMicros) {}

  /**
   * Results of the tries.
   *
   * @param best the cheapest; the one with fewest licences among equals
   * @param breakEven the most licences that cost no more than none; empty if even one costs more
   * @param tried how many numbers of licences were tried
   */
  record Tried(Mix best, Optional<Mix> breakEven, int tried) {}

  /** The organizers that have a licence if there are this many. */
  BitSet licensed(int licences) {
    BitSet licensed = new BitSet();
    ranked.stream().limit(licences).forEach(organizer -> licensed.set(organizer.index()));
    return licensed;
  }

  Tried tryAll(long priceMicros, int alsoLicences) {
    List<Mix> mixes = numbers(alsoLicences).mapToObj(licences -> mix(licences, priceMicros)).toList();
    Mix none = mixes.getFirst();
    Mix best = none;
    Optional<Mix> breakEven = Optional.empty();
    for (Mix mix : mixes) {
      best = mix.totalMicros < best.totalMicros ? mix : best;
      breakEven = mix.licences > 0 && mix.totalMicros <= none.totalMicros ? Optional.of(mix) : breakEven;
    }
    return new Tried(best, breakEven, mixes.size());
  }

  private IntStream numbers(int alsoLicences) {
    long stepsOfOne = 1L + model.poolCalls() + (long) model.months().size() * ranked.size();
    long count = Math.clamp(MAX_STEPS / stepsOfOne, 2, MAX_TRIED);
    int step = (int) Math.max(1, Math.ceilDiv(ranked.size(), count));
    return IntStream
        .concat(IntStream.iterate(0, licences -> licences <= ranked.size(), licences -> licences + step),
            IntStream.of(alsoLicences, ranked.size()))
        .sorted().distinct();
  }

  private Mix mix(int licences, long priceMicros) {
    long metered = model.share(licensed(licences), licences).stream().mapToLong(LicenceModel.Month::totalMicros).sum();
    long own = Math.multiplyExact(Math.multiplyExact(priceMicros, (long) licences), model.months().size());
    return new Mix(licences, Math.addExact(metered, own));
  }
}
