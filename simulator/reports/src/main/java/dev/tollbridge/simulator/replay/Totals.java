package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.CurrencyDecimals;
import dev.tollbridge.simulator.usage.UsageCall;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.FreeReason;
import dev.tollbridge.v1.RatedCall;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Totals of a replay. For one thread at a time. */
final class Totals {
  private static final int DIFFERENCES_KEPT = 10;
  private static final int MICRO_DECIMALS = 6;
  private static final Comparator<Difference> SMALLEST_FIRST = Comparator.comparing(Difference::size)
      .thenComparing(Comparator.comparingLong(Difference::line).reversed());

  private final Map<DenialReason, Long> denied = new TreeMap<>();
  /** A call without connected time has no reason. */
  private final Map<FreeReason, Long> free = new TreeMap<>();
  private final Map<String, BigDecimal> reported = new TreeMap<>();
  private final Map<String, BigDecimal> rated = new TreeMap<>();
  private final Map<String, BigDecimal> ratedBefore = new TreeMap<>();
  private final PriorityQueue<Difference> largest = new PriorityQueue<>(SMALLEST_FIRST);
  private final Map<String, Long> otherProducts = new TreeMap<>();
  private long rows;
  private long ratedCalls;
  private long rejected;
  private long repeated;
  private long compared;
  private long different;
  private long otherCurrency;

  /** Adds a row that was not rated. */
  void reject() {
    rows++;
    rejected++;
  }

  /** Adds a row of another product, which is not rated. */
  void aside(String callType) {
    rows++;
    otherProducts.merge(callType, 1L, Long::sum);
  }

  /** Adds a repeated row of a call that is already rated. */
  void repeat() {
    rows++;
    repeated++;
  }

  /** Adds a row that was rated. */
  void add(long line, UsageCall call, RatedCall answer) {
    rows++;
    repeated += answer.getRepeatedRequest() ? 1 : 0;
    add(answer.getRecord(), answer.getRepeatedRequest() ? ratedBefore : rated);
    compare(line, call, answer.getRecord());
  }

  private void add(CallRecord record, Map<String, BigDecimal> sums) {
    if (record.getDenial() != DenialReason.DENIAL_REASON_UNSPECIFIED) {
      denied.merge(record.getDenial(), 1L, Long::sum);
    } else if (record.getChargeMicros() == 0) {
      free.merge(record.getFreeReason(), 1L, Long::sum);
    } else {
      ratedCalls++;
    }
    sums.merge(record.getCurrencyCode(), decimal(record), BigDecimal::add);
  }

  private void compare(long line, UsageCall call, CallRecord record) {
    BigDecimal charge = call.charge();
    if (charge == null) {
      return;
    }
    reported.merge(call.currency(), charge, BigDecimal::add);
    if (!call.currency().isEmpty() && !call.currency().equals(record.getCurrencyCode())) {
      otherCurrency++;
      return;
    }
    compared++;
    int decimals = Math.max(CurrencyDecimals.of(record.getCurrencyCode()), charge.scale());
    BigDecimal expected = charge.setScale(decimals, RoundingMode.UNNECESSARY);
    BigDecimal seen = decimal(record).setScale(decimals, RoundingMode.HALF_UP);
    if (seen.compareTo(expected) != 0 && !maybeRounded(charge, decimal(record), decimals)) {
      keep(new Difference(line, call.usageId(), expected, seen, record.getCurrencyCode()));
    }
  }

  /** Whether rounding explains a difference: in a report whose columns add up, a cell may be almost a cent off. */
  private static boolean maybeRounded(BigDecimal charge, BigDecimal exact, int decimals) {
    return charge.subtract(exact).abs().compareTo(BigDecimal.ONE.movePointLeft(decimals)) < 0;
  }

  private void keep(Difference difference) {
    different++;
    largest.add(difference);
    if (largest.size() > DIFFERENCES_KEPT) {
      largest.remove();
    }
  }

  private static BigDecimal decimal(CallRecord record) {
    return BigDecimal.valueOf(record.getChargeMicros(), MICRO_DECIMALS);
  }

  long rows() {
    return rows;
  }

  long rated() {
    return ratedCalls;
  }

  /** Rated calls without a charge: no rate, or no connected time. */
  long free() {
    return free.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same by reason. */
  Map<FreeReason, Long> freeBy() {
    return free;
  }

  /** Calls that are free only because the server's tariff is not complete. */
  long unpriced() {
    return free.getOrDefault(FreeReason.FREE_REASON_NO_RATE, 0L)
        + free.getOrDefault(FreeReason.FREE_REASON_UNKNOWN_SERVICE_NUMBER, 0L);
  }

  Map<DenialReason, Long> denied() {
    return denied;
  }

  /** Rows of other products, by their call types. */
  Map<String, Long> otherProducts() {
    return otherProducts;
  }

  /** Number of rows of other products. */
  long aside() {
    return otherProducts.values().stream().mapToLong(Long::longValue).sum();
  }

  long rejected() {
    return rejected;
  }

  /** Calls booked before, or repeated in the report. */
  long repeated() {
    return repeated;
  }

  /** Calls whose charge in the report is in the server's currency. */
  long compared() {
    return compared;
  }

  long different() {
    return different;
  }

  long otherCurrency() {
    return otherCurrency;
  }

  /** Sums of the report's charges by currency. */
  Map<String, BigDecimal> reportedSums() {
    return reported;
  }

  /** Sums of the server's charges by currency, exact, without those of calls that had been booked before. */
  Map<String, BigDecimal> ratedSums() {
    return rated;
  }

  /** Sums of the charges of calls that had been booked before. */
  Map<String, BigDecimal> ratedBeforeSums() {
    return ratedBefore;
  }

  /** The largest differences, largest first. */
  List<Difference> largest() {
    return largest.stream().sorted(SMALLEST_FIRST.reversed()).toList();
  }
}
