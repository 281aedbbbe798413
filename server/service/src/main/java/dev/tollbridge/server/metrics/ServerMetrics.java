package dev.tollbridge.server.metrics;

import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.v1.NoticeReason;
import dev.tollbridge.v1.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The server's meters. All methods except those that add meters are for hot paths: thread-safe, without allocations or
 * look-ups by name.
 */
public final class ServerMetrics {
  private static final Duration LEAST_LATENCY = Duration.ofNanos(100_000);
  private static final Duration MOST_LATENCY = Duration.ofSeconds(10);
  private static final Duration LEAST_LATENESS = Duration.ofMillis(1);
  private static final Duration MOST_LATENESS = Duration.ofMinutes(10);
  private static final Duration LEAST_APPLY_TIME = Duration.ofNanos(1_000);
  private static final Duration MOST_APPLY_TIME = Duration.ofSeconds(1);

  private final MeterRegistry registry;
  private final LegMeters legs;
  private final Counter tornTails;
  private final Counter snapshotFailures;
  private final Counter retentionFailures;
  private final Counter ticks;
  private final Counter mergedCharges;
  private final Counter droppedClosings;
  private final ReasonCounters creditWarnings;
  private final ReasonCounters refusals;
  private final ReasonCounters takeovers;
  private final ReasonCounters limited;
  private final ReasonCounters ledgerEntries;
  private final Timer commit;
  private final Timer apply;
  private final Timer chargeLateness;
  private final AtomicLong openStreamCount = new AtomicLong();
  private final AtomicLong wrongClockCount = new AtomicLong();

  public ServerMetrics(MeterRegistry registry) {
    this.registry = registry;
    legs = new LegMeters(registry);
    tornTails = Meters.counter(registry, "tollbridge.torn.tails",
        "Torn tails of the log, left by a crash and cut off at the start");
    snapshotFailures = Meters.counter(registry, "tollbridge.snapshot.failures",
        "Snapshots that failed; the log is kept and they are retried");
    retentionFailures = Meters.counter(registry, "tollbridge.retention.failures",
        "Deletions of old rows that failed and are retried");
    ticks = Meters.counter(registry, "tollbridge.ticks", "Ticks of engine time applied");
    mergedCharges = Meters.counter(registry, "tollbridge.merged.charges",
        "Charges merged into a later one of their leg because a bridge reads slowly");
    droppedClosings = Meters.counter(registry, "tollbridge.dropped.closings",
        "Closings no longer kept for bridges that do not acknowledge them; the records are");
    creditWarnings = new ReasonCounters(registry, "tollbridge.credit.warnings", "kind",
        "Warnings about organizations' credit").startingWith(CreditEvent.values());
    refusals = new ReasonCounters(registry, "tollbridge.refused.callers", "reason",
        "Calls of callers that are not known or may not make them");
    limited = new ReasonCounters(registry, "tollbridge.limited.peers", "limit",
        "Times that a peer was refused, slowed or cut because of a limit");
    takeovers = new ReasonCounters(registry, "tollbridge.takeovers", "by",
        "Bridge ids that passed to another identity or address");
    ledgerEntries = new ReasonCounters(registry, "tollbridge.ledger.entries", "kind", "Ledger entries booked")
        .startingWith(LedgerEntry.Kind.values());
    commit = Meters.timer(registry, "tollbridge.commit", "From submitting an entry to the log until it is on disk",
        LEAST_LATENCY, MOST_LATENCY);
    apply = Meters.timer(registry, "tollbridge.apply", "Time the engine takes for one log entry", LEAST_APPLY_TIME,
        MOST_APPLY_TIME);
    chargeLateness = Meters.timer(registry, "tollbridge.charge.lateness", "How late a minute was charged",
        LEAST_LATENESS, MOST_LATENESS);
    Meters.gauge(registry, "tollbridge.open.streams", "Streams of bridges open now", openStreamCount::get);
    Meters.gauge(registry, "tollbridge.wrong.bridge.clocks",
        "Bridges with an open stream whose clock is more than a minute off engine time", wrongClockCount::get);
  }

  /** Shows how far engine time is ahead of the wall clock; called once. */
  public void addClock(DoubleSupplier aheadSeconds) {
    Meters.fraction(registry, "tollbridge.clock.offset.seconds",
        "How far engine time is ahead of the wall clock, in wall time; negative when it is behind", aheadSeconds);
  }

  /** Shows how open the server is; called once. */
  public void addAccess(boolean open, boolean plainText) {
    Meters.gauge(registry, "tollbridge.open.access", "1 while everybody may do everything, without an identity",
        () -> open ? 1 : 0);
    Meters.gauge(registry, "tollbridge.plain.text", "1 while the ports are not protected by TLS",
        () -> plainText ? 1 : 0);
  }

  /** Shows for how long the server's certificate is valid; called once. */
  public void addCertificate(DoubleSupplier remainingSeconds) {
    Meters.fraction(registry, "tollbridge.certificate.remaining.seconds",
        "Time until the server's certificate expires; negative afterwards", remainingSeconds);
  }

  /** Shows how many connections the gRPC port has, and the bytes of messages that wait in them; called once. */
  public void addConnections(LongSupplier open, LongSupplier unhandledBytes, LongSupplier unreadBytes) {
    Meters.gauge(registry, "tollbridge.open.connections", "Connections of the gRPC port", open);
    Meters.gauge(registry, "tollbridge.unhandled.request.bytes", "Messages that wait for a thread, or for their rest",
        unhandledBytes);
    Meters.gauge(registry, "tollbridge.unread.response.bytes", "Responses that peers have not read", unreadBytes);
  }

  /** Shows how many bridge ids are known; called once. */
  public void addBridges(LongSupplier known) {
    Meters.gauge(registry, "tollbridge.known.bridges", "Bridge ids that are known; 10,000 are the most", known);
  }

  /** Shows these reasons of refusals from the start; called once. */
  public void showRefusals(Enum<?>... reasons) {
    var _ = refusals.startingWith(reasons);
  }

  /** A caller was refused. */
  public void refused(Enum<?> reason) {
    refusals.increment(reason);
  }

  /** Shows these limits from the start; called once. */
  public void showLimits(Enum<?>... limits) {
    var _ = limited.startingWith(limits);
  }

  /** A peer reached a limit. */
  public void limited(Enum<?> limit) {
    limited.increment(limit);
  }

  /** Shows these kinds of take-overs from the start; called once. */
  public void showTakeovers(Enum<?>... kinds) {
    var _ = takeovers.startingWith(kinds);
  }

  /** A bridge id passed to another identity or address. */
  public void takenOver(Enum<?> kind) {
    takeovers.increment(kind);
  }

  /** Shows a shard's gauges from now on; called once a shard. */
  public void addShard(int shard, LongSupplier activeLegCount, LongSupplier unacknowledgedClosings,
      LongSupplier queuedRecordCount) {
    String label = Integer.toString(shard);
    Meters.gauge(registry, "tollbridge.active.legs", "Legs active now", activeLegCount, "shard", label);
    Meters.gauge(registry, "tollbridge.unacknowledged.closings",
        "Closings kept until their bridges acknowledge them", unacknowledgedClosings, "shard", label);
    Meters.gauge(registry, "tollbridge.queued.records", "Call records and ledger entries not yet in the record store",
        queuedRecordCount, "shard", label);
  }

  /** Counts the log's entries. */
  public void addLog(LongSupplier entries) {
    Meters.counter(registry, "tollbridge.log.entries", "Entries of the log applied since the start", entries);
  }

  /** The meters of an export, from now on. */
  public ExportMetrics addExport() {
    return new ExportMetrics(registry);
  }

  public void snapshotFailed() {
    snapshotFailures.increment();
  }

  public void retentionFailed() {
    retentionFailures.increment();
  }

  /** Shows how many rows of a table retention deleted in a shard; called once for each. */
  public void addDeletedRows(int shard, String table, LongSupplier count) {
    Meters.counter(registry, "tollbridge.deleted.rows", "Rows of the record store deleted because of their age", count,
        "shard", Integer.toString(shard), "table", table);
  }

  public void legAnswered() {
    legs.answered.increment();
  }

  public void legEnded() {
    legs.ended.increment();
  }

  /** One charge was made; 0 or more. */
  public void charged(String currency, long amountMicros) {
    legs.charges.increment();
    legs.chargedMicros.add(currency, amountMicros);
  }

  /** The unused part of a closed leg's charges was refunded; 0 or more. */
  public void refunded(String currency, long amountMicros) {
    legs.refundedMicros.add(currency, amountMicros);
  }

  /** A minute was charged, this long after it was due. */
  public void chargedLate(long latenessMicros) {
    chargeLateness.record(latenessMicros, TimeUnit.MICROSECONDS);
  }

  /** A closed leg took its organization's balance below zero, by this much. */
  public void overdrawn(String currency, long overdraftMicros) {
    legs.overdrafts.increment();
    legs.overdraftMicros.add(currency, overdraftMicros);
  }

  /** An event had no effect for this reason. */
  public void rejected(RejectionReason reason) {
    legs.rejections.increment(reason);
  }

  /** A bridge was sent a notice. */
  public void noticed(NoticeReason reason) {
    legs.notices.increment(reason);
  }

  /** A leg was answered, or a call booked, that nothing prices. */
  public void unpriced(FreeReason reason) {
    legs.unpriced.increment(reason);
  }

  public void denied(DenialReason reason) {
    legs.denials.increment(reason);
  }

  /** A bridge was asked to hang up a leg, for the first time or again. */
  public void disconnected(DenialReason reason) {
    legs.disconnects.increment(reason);
  }

  public void closed(CloseReason reason) {
    legs.closings.increment(reason);
  }

  public void creditWarning(Enum<?> kind) {
    creditWarnings.increment(kind);
  }

  /** A ledger entry was booked. */
  public void entryMade(LedgerEntry.Kind kind) {
    ledgerEntries.increment(kind);
  }

  /** This many closings were never acknowledged, and are only in the records now. */
  public void closingsDropped(int count) {
    droppedClosings.increment(count);
  }

  public void chargesMerged(long count) {
    mergedCharges.increment((double) count);
  }

  /** This many torn tails were cut off the logs at the start. */
  public void tornTails(int count) {
    tornTails.increment(count);
  }

  public void ticked() {
    ticks.increment();
  }

  /** A command was committed, this long after it was submitted to the log. */
  public void committed(long latencyNanos) {
    commit.record(latencyNanos, TimeUnit.NANOSECONDS);
  }

  /** A shard applied its commands of an entry, in this much time. */
  public void applied(long durationNanos) {
    apply.record(durationNanos, TimeUnit.NANOSECONDS);
  }

  public void streamOpened() {
    openStreamCount.incrementAndGet();
  }

  /** The clock of a bridge with an open stream is found to be wrong. */
  public void bridgeClockWrong() {
    wrongClockCount.incrementAndGet();
  }

  /** It is right again, or its stream is closed. */
  public void bridgeClockRight() {
    wrongClockCount.decrementAndGet();
  }

  public void streamClosed() {
    openStreamCount.decrementAndGet();
  }
}
