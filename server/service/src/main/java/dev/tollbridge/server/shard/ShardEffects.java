package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.Effects;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.LegRef;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.RecordStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one shard's effects where they belong: the record store always; streams and metrics only while a reign is open.
 * What is replayed before it was sent and counted in an earlier reign; what is applied after it belongs to the next.
 */
final class ShardEffects implements Effects {
  private static final Logger LOG = LoggerFactory.getLogger(ShardEffects.class);

  private static final long DROPPED_LOG_PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final RecordStore records;
  private final ServerMetrics metrics;
  private final LongSupplier clockMicros;
  private final UnpricedCalls unpriced;
  private final ConcurrentHashMap<String, LegSink> sinks = new ConcurrentHashMap<>();
  /** Written by the applying thread alone. */
  private long droppedLogNanos = System.nanoTime() - DROPPED_LOG_PERIOD_NANOS;
  private volatile boolean live;

  ShardEffects(RecordStore records, ServerMetrics metrics, LongSupplier clockMicros) {
    this.records = records;
    this.metrics = metrics;
    this.clockMicros = clockMicros;
    unpriced = new UnpricedCalls(metrics, System::nanoTime, LOG::warn);
  }

  /** A reign has begun: from here on effects are new. */
  void open() {
    live = true;
  }

  /** The reign is over. */
  void close() {
    live = false;
    sinks.clear();
  }

  /** Sends the bridge's effects to {@code sink} from now on. */
  void attach(String bridgeId, LegSink sink) {
    sinks.put(bridgeId, sink);
  }

  void detach(String bridgeId, LegSink sink) {
    sinks.remove(bridgeId, sink);
  }

  void flush() {
    sinks.values().forEach(LegSink::flush);
  }

  @Override
  public void charged(LegRef leg, int minutes, int allMinutes, long amountMicros, long totalMicros, long dueMicros) {
    if (live) {
      metrics.charged(leg.currency(), amountMicros);
      metrics.chargedLate(Math.max(0, clockMicros.getAsLong() - dueMicros));
      LegSink sink = sink(leg.bridgeId(), leg.session());
      if (sink != null) {
        sink.charged(leg.legNumber(), allMinutes - 1, minutes, amountMicros, totalMicros);
      }
    }
  }

  @Override
  public void disconnect(LegRef leg, DenialReason reason) {
    if (live) {
      metrics.disconnected(reason);
      LegSink sink = sink(leg.bridgeId(), leg.session());
      if (sink != null) {
        sink.disconnect(leg.legNumber(), reason);
      }
    }
  }

  @Override
  public void closed(CallRecord record) {
    // The end of a closed leg repeats its closing, which must not count twice.
    boolean isNew = records.add(record);
    if (live) {
      if (isNew) {
        count(record);
      }
      LegSink sink = sink(record.origin().bridgeId(), record.origin().session());
      if (sink != null) {
        sink.closed(record);
      }
    }
  }

  @Override
  public void callBooked(CallRecord record) {
    records.add(record);
    if (live) {
      count(record);
      FreeReason reason = record.cost().freeReason();
      if (reason != null && reason.unpriced()) {
        CallRecord.Parties parties = record.parties();
        unpriced.report(parties.organizationId(),
            parties.callType() == CallType.DIAL_OUT ? parties.remoteNumber() : parties.serviceNumber(), reason);
      }
    }
  }

  /** A leg was answered that nothing prices. */
  void reportUnpriced(Call call, FreeReason reason) {
    unpriced.report(call.organizationId(),
        call.direction() == Direction.DIAL_OUT ? call.remoteNumber() : call.serviceNumber(), reason);
  }

  private void count(CallRecord record) {
    metrics.closed(record.ending().reason());
    if (record.cost().closingAdjustmentMicros() < 0) {
      metrics.refunded(record.cost().currency(), -record.cost().closingAdjustmentMicros());
    } else {
      metrics.charged(record.cost().currency(), record.cost().closingAdjustmentMicros());
    }
    if (record.cost().overdraftMicros() > 0) {
      metrics.overdrawn(record.cost().currency(), record.cost().overdraftMicros());
    }
  }

  @Override
  public void entryMade(LedgerEntry entry) {
    records.add(entry);
    if (live) {
      metrics.entryMade(entry.kind());
    }
  }

  @Override
  public void audited(AuditEntry entry) {
    records.add(entry);
  }

  @Override
  public void closingsDropped(String bridgeId, int count) {
    if (live) {
      metrics.closingsDropped(count);
      long nowNanos = System.nanoTime();
      if (nowNanos - droppedLogNanos >= DROPPED_LOG_PERIOD_NANOS) {
        droppedLogNanos = nowNanos;
        LOG.warn("Bridge {} does not acknowledge closings: the oldest are now only in the call records", bridgeId);
      }
    }
  }

  @Override
  public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {
    if (live) {
      metrics.creditWarning(event);
      for (LegSink sink : sinks.values()) {
        sink.credit(organizationId, currency, balanceMicros, event);
      }
    }
  }

  private @Nullable LegSink sink(String bridgeId, long session) {
    LegSink sink = sinks.get(bridgeId);
    return sink != null && sink.session() == session ? sink : null;
  }
}
