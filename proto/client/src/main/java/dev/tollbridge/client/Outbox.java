package dev.tollbridge.client;

import dev.tollbridge.v1.Acknowledge;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegEvents;
import dev.tollbridge.v1.StreamLegsRequest;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one opened stream has yet to send, in the protocol's order: unacknowledged events, the list of active legs if
 * one is due, then new events; acknowledgements of closings as they arise. Used on the loop only.
 */
final class Outbox {

  private final Session session;
  private final Terms terms;
  private final Queue<Long> closings = new ArrayDeque<>();
  private final long resendThrough;
  private long lastSent;
  private boolean listDue;
  private boolean closingsDue;
  private @Nullable ActiveLegParts list;

  Outbox(Session session, Terms terms, boolean listDue) {
    this.session = session;
    this.terms = terms;
    this.listDue = listDue;
    this.lastSent = session.window().acknowledged();
    this.resendThrough = session.window().numbered();
  }

  /**
   * Queues the acknowledgement of a closing that the bridge has stored; returns whether it is the only one, so that the
   * caller has to make it due. Legs end in bursts: acknowledgements wait for a full message or until due.
   */
  boolean acknowledge(long legNumber) {
    closings.add(legNumber);
    closingsDue |= closings.size() >= terms.maxEvents();
    return closings.size() == 1;
  }

  /** Has the closings queued so far acknowledged next. */
  void acknowledgeNow() {
    closingsDue = !closings.isEmpty();
  }

  /**
   * The next message, or null when there is nothing to send.
   *
   * @param all includes events that {@linkplain #isGathering gather}
   */
  @Nullable
  StreamLegsRequest next(boolean all) {
    if (listDue && lastSent >= resendThrough) {
      listDue = false;
      list = new ActiveLegParts(session.activeLegs(), terms.maxActiveLegs());
    }
    if (list != null && list.hasNext()) {
      return list.next();
    }
    list = null;
    if (closingsDue) {
      return closings();
    }
    return all || !isGathering() ? events() : null;
  }

  /** Whether new events wait for others to join them: earlier events are in flight, and these don't fill a message. */
  boolean isGathering() {
    long waiting = session.window().numbered() - lastSent;
    return waiting > 0 && waiting < terms.maxEvents() && lastSent >= resendThrough
        && lastSent > session.window().acknowledged();
  }

  private StreamLegsRequest closings() {
    Acknowledge.Builder taken = Acknowledge.newBuilder();
    for (int count = 0; count < terms.maxEvents() && !closings.isEmpty(); count++) {
      taken.addClosedLegNumbers(closings.remove());
    }
    closingsDue = !closings.isEmpty();
    return StreamLegsRequest.newBuilder().setAcknowledge(taken).build();
  }

  /** Events that are queued by now. */
  private @Nullable StreamLegsRequest events() {
    LegEvents.Builder batch = LegEvents.newBuilder();
    session.window().collect(lastSent, terms.maxEvents(), terms.maxUnacknowledged(), batch);
    if (batch.getEventsCount() == 0) {
      return null;
    }
    follow(batch);
    return StreamLegsRequest.newBuilder().setEvents(batch).build();
  }

  private void follow(LegEvents.Builder batch) {
    int first = 0;
    for (LegEvent event : batch.getEventsList()) {
      if (session.activeLegs().follow(event)) {
        first++;
      }
    }
    lastSent += batch.getEventsCount();
    session.counters().batchesSent.increment();
    session.counters().eventsSent.add(first);
    session.counters().eventsResent.add(batch.getEventsCount() - first);
  }
}
