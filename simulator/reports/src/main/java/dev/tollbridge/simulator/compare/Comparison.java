package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.compare.LicenceModel.Month;
import dev.tollbridge.simulator.usage.CurrencyDecimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a comparison.
 *
 * @param organizers ordered by the worth of a licence, highest first
 * @param tried numbers of licences that were tried; empty if a licence's price is not known
 * @param reading counts of the rows that were used and left out
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
   * @param used rows that were used
   * @param otherCurrency rows left out for their currency
   * @param repeated rows left out because of a repeated usage id
   * @param repeatsUnchecked whether there were more usage ids than are remembered
   * @param bad rows left out because they could not be used
   * @param firstBad the first of the bad rows, with their lines and reasons
   * @param otherProducts numbers of rows of other products, by their call types
   * @param notes what was noticed while the report was read
   */
  record Reading(long used, long otherCurrency, long repeated, boolean repeatsUnchecked, long bad,
      List<String> firstBad, long byDeck, long withoutRate,
      long byReport, long includedElsewhere, long unknownCountry, Map<String, Long> otherProducts,
      List<String> notes) {
    long ofOtherProducts() {
      return otherProducts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Whether no row had to be left out as bad or unchecked. */
  public boolean isComplete() {
    return reading.bad == 0;
  }

  /** The first few rows that could not be used. */
  public List<String> firstBadRows() {
    return reading.firstBad;
  }

  /** Of the currency's amounts. */
  int decimals() {
    return CurrencyDecimals.of(currency);
  }

  long byTheMinuteMicros() {
    return months.stream().mapToLong(MonthPair::byTheMinuteMicros).reduce(0, Math::addExact);
  }

  /** Paid from credits and by the minute, without the licences' own price. */
  long meteredMicros() {
    return months.stream().mapToLong(month -> month.licensed.totalMicros()).reduce(0, Math::addExact);
  }

  /** One month's licences; 0 while their price is not known. */
  long licencesMicros() {
    return price == null ? 0 : Math.multiplyExact(price.micros(), (long) licences);
  }

  /** Licences and the remaining charges. */
  long withLicencesMicros() {
    return Math.addExact(meteredMicros(), Math.multiplyExact(licencesMicros(), (long) months.size()));
  }

  /** Price per licence and month at which both offers cost the same; empty if there are no licences. */
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
