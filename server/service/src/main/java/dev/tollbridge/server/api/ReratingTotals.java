package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.ReratingCounts;
import dev.tollbridge.core.engine.ReratingSkip;
import dev.tollbridge.server.shard.ReratedCall;
import dev.tollbridge.v1.RerateCallsSkipReason;
import dev.tollbridge.v1.RerateCallsSkipped;
import dev.tollbridge.v1.RerateCallsSummary;
import dev.tollbridge.v1.RerateCallsTotal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the changes of a re-rating. */
final class ReratingTotals {
  private final Map<String, Sum> byCurrency = new TreeMap<>();
  private ReratingCounts counts = ReratingCounts.NONE;
  private long activeLegCount;

  /** The changed calls in one currency. */
  private record Sum(long count, long oldMicros, long newMicros) {
    static Sum of(LedgerEntry.PriceChange prices) {
      return new Sum(1, prices.oldChargeMicros(), prices.newChargeMicros());
    }

    Sum plus(Sum more) {
      return new Sum(count + more.count, Math.addExact(oldMicros, more.oldMicros),
          Math.addExact(newMicros, more.newMicros));
    }
  }

  void add(List<ReratedCall> changed) {
    changed.forEach(call -> byCurrency.merge(call.currency(), Sum.of(call.prices()), Sum::plus));
  }

  void add(ReratingCounts notChanged) {
    counts = counts.plus(notChanged);
  }

  void addActiveLegs(long legCount) {
    activeLegCount += legCount;
  }

  RerateCallsSummary encode(boolean repeated) {
    long changed = byCurrency.values().stream().mapToLong(Sum::count).sum();
    long skipped = counts.skipped().values().stream().mapToLong(Long::longValue).sum();
    var summary = RerateCallsSummary.newBuilder().setSeenCount(changed + counts.unchanged() + skipped)
        .setChangedCount(changed).setUnchangedCount(counts.unchanged()).setActiveLegCount(activeLegCount)
        .setRepeatedRequest(repeated);
    counts.skipped().forEach((reason, count) -> summary
        .addSkipped(RerateCallsSkipped.newBuilder().setReason(encode(reason)).setCount(count)));
    byCurrency.forEach((currency, sum) -> summary.addTotals(encode(currency, sum)));
    return summary.build();
  }

  private static RerateCallsTotal encode(String currency, Sum sum) {
    return RerateCallsTotal.newBuilder().setCurrencyCode(currency).setChangedCount(sum.count())
        .setOldChargeMicros(sum.oldMicros()).setNewChargeMicros(sum.newMicros())
        .setDifferenceMicros(Math.subtractExact(sum.newMicros(), sum.oldMicros())).build();
  }

  static RerateCallsSkipReason encode(ReratingSkip reason) {
    return switch (reason) {
      case DENIED -> RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_DENIED;
      case EMERGENCY -> RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_EMERGENCY;
      case UNKNOWN_SERVICE_NUMBER -> RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_UNKNOWN_SERVICE_NUMBER;
      case SERVICE_NUMBER_CHANGED -> RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_SERVICE_NUMBER_CHANGED;
      case NO_RATE -> RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_NO_RATE;
      case REJECTED_BY_RATE -> RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_REJECTED_BY_RATE;
      case BALANCE_LIMIT -> RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_BALANCE_LIMIT;
    };
  }
}
