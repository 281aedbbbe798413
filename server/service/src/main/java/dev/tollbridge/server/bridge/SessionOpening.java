package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.shard.EngineClock;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.LegStatuses;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.StreamLegsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A session as one stream opened it: what each shard knew of it at that moment. From the same moment on, the shard
 * sends its effects to this stream, so that nothing is reported twice or left out.
 */
final class SessionOpening {
  private final String bridgeId;
  private final long session;
  private final LegStreamOutbox outbox;
  private final BridgeClock clock;
  private final ActiveLegCollector lists = new ActiveLegCollector();
  private final List<Outcome.SessionOpened> states = new ArrayList<>();

  SessionOpening(String bridgeId, long session, LegStreamOutbox outbox, BridgeClock clock) {
    this.bridgeId = bridgeId;
    this.session = session;
    this.outbox = outbox;
    this.clock = clock;
  }

  String bridgeId() {
    return bridgeId;
  }

  long session() {
    return session;
  }

  LegStreamOutbox outbox() {
    return outbox;
  }

  /** The bridge's. */
  BridgeClock clock() {
    return clock;
  }

  /** Every shard has the session open: the clock continues from what they followed. */
  synchronized void continueClock() {
    clock.continueFrom(states.stream().mapToLong(Outcome.SessionOpened::behindMicros).max().orElse(0));
  }

  /**
   * Whether the legs have to follow the clock that this stream shows, even if that is the one before: a bridge that
   * shows its clock is no longer taken to have the server's.
   */
  synchronized boolean showsClock() {
    long behindMicros = clock.behindMicros();
    return clock.isNamed() || states.stream().anyMatch(state -> state.behindMicros() != behindMicros);
  }

  ActiveLegCollector lists() {
    return lists;
  }

  /** Called on the shard's applying thread, before anything else is applied there. */
  synchronized void applied(Shard shard, Outcome outcome) {
    if (outcome instanceof Outcome.SessionOpened opened) {
      states.add(opened);
      List<Outcome.LegTotals> shown = opened.legs().stream().filter(leg -> outbox.shows(leg.organizationId())).toList();
      sendStatuses(shown);
      opened.legs().stream().filter(leg -> leg.denial() != null)
          .forEach(leg -> outbox.disconnect(leg.legNumber(), Objects.requireNonNull(leg.denial())));
      opened.closings().forEach(outbox::closed);
      shown.forEach(leg -> outbox.carried().add(shard, leg.organizationId()));
      outbox.attachTo(shard, bridgeId);
    }
  }

  private void sendStatuses(List<Outcome.LegTotals> legs) {
    for (int from = 0; from < legs.size(); from += StreamLimits.MAX_CHARGES_PER_MESSAGE) {
      var statuses = LegStatuses.newBuilder();
      legs.subList(from, Math.min(from + StreamLimits.MAX_CHARGES_PER_MESSAGE, legs.size()))
          .forEach(leg -> statuses.addStatuses(LegStatus.newBuilder().setLegNumber(leg.legNumber())
              .setMinutesCharged(leg.minutesCharged()).setTotalMicros(leg.totalMicros())));
      outbox.send(StreamLegsResponse.newBuilder().setLegStatuses(statuses).build());
    }
  }

  /** Every event up to here is in every shard. */
  synchronized long lastDurableSequence() {
    return states.stream().mapToLong(Outcome.SessionOpened::seenThrough).min().orElse(0);
  }

  /** The first message of the stream. */
  synchronized StreamLegsResponse message(EngineClock clock, StreamSettings settings) {
    boolean listRequired = states.stream().anyMatch(Outcome.SessionOpened::listRequired);
    return StreamLegsResponse.newBuilder()
        .setOpened(Opened.newBuilder().setLastDurableSequence(lastDurableSequence())
            .setLease(Times.duration(settings.leaseMicros()))
            .setTimeScale(clock.timeScale()).setServerTime(Times.timestamp(clock.nowMicros()))
            .setLimits(StreamLimits.LIMITS).setReconciliationRequired(listRequired)
            .setAliveInterval(Times.duration(settings.aliveIntervalMicros())))
        .build();
  }
}
