package dev.tollbridge.core.engine;

import dev.tollbridge.core.engine.EffectRecorder.Effect;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a record store would hold of a run, as far as re-ratings read it. */
final class RecordShelf {
  private static final Comparator<ReratingCursor> IN_ORDER = Comparator.comparing(ReratingCursor::organizationId)
      .thenComparingLong(ReratingCursor::startMicros).thenComparingLong(ReratingCursor::recordSequence);

  private final TreeMap<Long, CallRecord> records = new TreeMap<>();
  private final Map<Long, LedgerEntry.PriceChange> latest = new HashMap<>();
  private final Map<Long, Long> refunded = new HashMap<>();
  private long lastEntry;

  void take(Effect effect) {
    switch (effect) {
      case Effect.Closed(var record) -> records.put(record.sequence(), record);
      case Effect.CallBooked(var record) -> records.put(record.sequence(), record);
      case Effect.EntryMade(var entry) -> take(entry);
      case Effect.Charged _,Effect.Disconnect _,Effect.Credit _,Effect.Audited _,Effect.ClosingsDropped _ -> {
      }
    }
  }

  private void take(LedgerEntry entry) {
    lastEntry = entry.sequence();
    if (entry.rerated() != null) {
      latest.put(entry.rerated().recordSequence(), entry.rerated());
    }
    if (entry.refundedRecord() != null) {
      refunded.merge(entry.refundedRecord(), entry.amountMicros(), Long::sum);
    }
  }

  /** All records by their sequence. */
  List<CallRecord> records() {
    return List.copyOf(records.values());
  }

  /** What a refund has to know of a call, as of now. */
  RefundableCall refundable(CallRecord record) {
    ClosedCall call = closed(record);
    return new RefundableCall(record.sequence(), record.usageId(), call.chargeMicros(), call.refundedMicros(),
        lastEntry);
  }

  /** The call with this usage id, or what stands for none. */
  RefundableCall refundable(String usageId) {
    return records.values().stream().filter(record -> record.usageId().equals(usageId)).findFirst()
        .map(this::refundable).orElse(RefundableCall.missing(usageId));
  }

  private ClosedCall closed(CallRecord record) {
    return ClosedCall.of(record, latest.get(record.sequence()), refunded.getOrDefault(record.sequence(), 0L));
  }

  /** The next batch of a re-rating, with all its calls: the engine decides which of them change. */
  Command.RerateCalls next(ReratingProgress rerating, int size) {
    List<CallRecord> left = records.headMap(rerating.recordsThrough(), true).values().stream()
        .filter(record -> rerating.scope().covers(record.parties().organizationId(), record.parties().callType(),
            record.span().startMicros()))
        .filter(record -> IN_ORDER.compare(place(record), rerating.cursor()) > 0)
        .sorted(Comparator.comparing(RecordShelf::place, IN_ORDER)).toList();
    List<CallRecord> batch = left.subList(0, Math.min(size, left.size()));
    return new Command.RerateCalls(rerating.request().requestId(), rerating.cursor(),
        batch.isEmpty() ? rerating.cursor() : place(batch.getLast()), batch.size() == left.size(),
        ReratingCounts.NONE, batch.stream().map(this::closed).toList());
  }

  private static ReratingCursor place(CallRecord record) {
    return new ReratingCursor(record.parties().organizationId(), record.span().startMicros(), record.sequence());
  }
}
