package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.compare.LicenceModel.Month;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the answer says.
 *
 * @param organizers first whom a licence is worth most to
 * @param tried numbers of licences that were tried; empty when a licence's price is not known
 * @param reading what the rows were and which were not used
 */
public record Comparison(
    String file,
    String currency,
    int licences,
    @Nullable LicencePrice price,
    List<MonthPair> months,
    List<Organizer> organizers,
    Optional<Mixes.Tried> tried,
    Reading reading) {

  /** One month under both offers; amounts in micros. */
  record MonthPair(long calls, long byTheMinuteMicros, Month licensed) {
    YearMonth month() {
      return licensed.month();
    }
  }

  /**
   * The rows of the report.
   *
   * @param used rows that count
   * @param otherCurrency rows left out for their currency
   * @param repeated rows left out since their usage id had come before
   * @param repeatsUnchecked there were more usage ids than are remembered
   * @param bad rows left out since they could not be used
   * @param firstBad the first of these, with their lines and reasons
   */
  record Reading(long used, long otherCurrency, long repeated, boolean repeatsUnchecked, long bad,
      List<String> firstBad, long byDeck, long withoutRate,
      long byReport, long includedElsewhere, long unknownCountry) {}

  /** Whether every row was used that should be. */
  public boolean isComplete() {
    return reading.bad == 0;
  }

  /** The rows that could not be used, the first few of them. */
  public List<String> firstBadRows() {
    return reading.firstBad;
  }

  long byTheMinuteMicros() {
    return months.stream().mapToLong(MonthPair::byTheMinuteMicros).reduce(0, Math::addExact);
  }

  /** From credits and by the minute, without the licences' own price. */
  long meteredMicros() {
    return months.stream().mapToLong(month -> month.licensed.totalMicros()).reduce(0, Math::addExact);
  }

  /** One month's licences; 0 while their price is not known. */
  long licencesMicros() {
    return price == null ? 0 : Math.multiplyExact(price.micros(), (long) licences);
  }

  /** Licences and what they leave to pay. */
  long withLicencesMicros() {
    return Math.addExact(meteredMicros(), Math.multiplyExact(licencesMicros(), (long) months.size()));
  }

  /** Price per licence and month at which both offers cost the same; empty without licences. */
  Optional<BigDecimal> breakEvenPrice() {
    return licences == 0
        ? Optional.empty()
        : Optional.of(Amounts.decimal(byTheMinuteMicros() - meteredMicros())
            .divide(BigDecimal.valueOf((long) licences * months.size()), Amounts.MICRO_DECIMALS,
                RoundingMode.HALF_UP));
  }

  /** Below zero: licences are cheaper. */
  long differenceMicros() {
    return withLicencesMicros() - byTheMinuteMicros();
  }
}
