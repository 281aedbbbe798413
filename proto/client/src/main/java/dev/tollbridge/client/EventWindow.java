package dev.tollbridge.client;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegEvents;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events that the server has not acknowledged, in a ring by sequence and in a journal; gives events and legs their
 * numbers. Thread-safe; callers with a new event wait while it is full.
 */
final class EventWindow {
  /** Half of what a server reads in one message. */
  private static final int MAX_BATCH_BYTES = 2 * 1024 * 1024;
  private static final int MAX_EVENT_BYTES = 1024 * 1024;
  private static final int MAX_CAUSE_LENGTH = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final EventJournal journal;
  private final int maxUnacknowledged;
  private final @Nullable LegEvent[] ring;
  /** Who pays for each leg, from its answer to its end. */
  private final Map<Long, String> organizations = new HashMap<>();
  private long lastLegNumber;
  private long numbered;
  private long acknowledged;
  private @Nullable Status stopped;

  EventWindow(int maxUnacknowledged, EventJournal journal) {
    if (maxUnacknowledged < 1) {
      throw new IllegalArgumentException("maxUnacknowledgedEvents must be 1 or more: " + maxUnacknowledged);
    }
    RecoveredState recovered = journal.recovered();
    this.journal = journal;
    this.maxUnacknowledged = maxUnacknowledged;
    ring = new LegEvent[Math.max(maxUnacknowledged, recovered.unacknowledged().size())];
    recovered.unacknowledged().forEach(event -> ring[slot(event.getSequence())] = event);
    recovered.activeLegs()
        .forEach(leg -> organizations.put(leg.getLegNumber(), leg.getAnswered().getOrganizationId()));
    lastLegNumber = recovered.lastLegNumber();
    numbered = recovered.numbered();
    acknowledged = recovered.acknowledged();
  }

  /**
   * Adds the event and returns the new leg's number.
   *
   * @param mayWait false on the loop, which would wait for acknowledgements that only it can receive
   */
  long answered(LegAnswered answered, boolean mayWait) throws InterruptedException {
    LegEvent.Builder event = LegEvent.newBuilder().setAnswered(answered);
    lock.lockInterruptibly();
    try {
      awaitSpace(mayWait);
      append(event.setLegNumber(lastLegNumber + 1));
      lastLegNumber++;
      organizations.put(lastLegNumber, answered.getOrganizationId());
      return lastLegNumber;
    } finally {
      lock.unlock();
    }
  }

  /** Adds the end of a leg, which names the organization of the leg's answer unless it names one itself. */
  void ended(long legNumber, LegEnded ended, boolean mayWait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (legNumber < 1 || legNumber > lastLegNumber) {
        throw new IllegalArgumentException("no leg has the number " + legNumber);
      }
      awaitSpace(mayWait);
      append(LegEvent.newBuilder().setLegNumber(legNumber).setEnded(withOrganization(legNumber, ended)));
      organizations.remove(legNumber);
    } finally {
      lock.unlock();
    }
  }

  private LegEnded withOrganization(long legNumber, LegEnded ended) {
    String organization = organizations.get(legNumber);
    boolean named = organization == null || !ended.getOrganizationId().isEmpty();
    boolean isShort = ended.getCause().length() <= MAX_CAUSE_LENGTH;
    if (named && isShort) {
      return ended;
    }
    var complete = ended.toBuilder();
    if (!named) {
      complete.setOrganizationId(organization);
    }
    // the server keeps less; no cause may keep a leg from ending
    return isShort ? complete.build() : complete.setCause(ended.getCause().substring(0, MAX_CAUSE_LENGTH)).build();
  }

  private void awaitSpace(boolean mayWait) throws InterruptedException {
    checkRunning();
    while (numbered - acknowledged >= maxUnacknowledged || !journal.hasRoom()) {
      if (!mayWait) {
        throw new IllegalStateException("a listener reported an event while the window was full");
      }
      changed.await();
      checkRunning();
    }
  }

  private void append(LegEvent.Builder event) {
    LegEvent next = event.setSequence(numbered + 1).build();
    if (next.getSerializedSize() > MAX_EVENT_BYTES) {
      throw new IllegalArgumentException("an event has " + next.getSerializedSize() + " bytes, at most "
          + MAX_EVENT_BYTES + " are sent: shorten its texts");
    }
    journal.append(next);
    numbered++;
    ring[slot(numbered)] = next;
  }

  /**
   * Adds the events after {@code sequence} to the batch, as many as a message can carry.
   *
   * @param maxInFlight how far past the last acknowledged event to collect
   */
  void collect(long sequence, int maxEvents, int maxInFlight, LegEvents.Builder batch) {
    lock.lock();
    try {
      long last = Math.min(numbered, Math.min(sequence + maxEvents, acknowledged + maxInFlight));
      int bytes = 0;
      for (long next = sequence + 1; next <= last; next++) {
        LegEvent event = ring[slot(next)];
        bytes += event.getSerializedSize();
        if (bytes > MAX_BATCH_BYTES && batch.getEventsCount() > 0) {
          return;
        }
        batch.addEvents(event);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops every event up to {@code sequence}. */
  void acknowledge(long sequence) {
    lock.lock();
    try {
      while (acknowledged < sequence) {
        acknowledged++;
        ring[slot(acknowledged)] = null;
      }
      journal.acknowledged(sequence);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a leg whose event the server rejected. */
  void reject(long legNumber) {
    lock.lock();
    try {
      organizations.remove(legNumber);
      journal.dropped(legNumber);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets that a leg, which the server closed, is active. Its end may still be reported. */
  void drop(long legNumber) {
    lock.lock();
    try {
      journal.dropped(legNumber);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every event numbered before the call is acknowledged; false on timeout. */
  boolean awaitAcknowledged(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long target = numbered;
      long leftNanos = timeout.toNanos();
      while (acknowledged < target) {
        checkRunning();
        if (leftNanos <= 0) {
          return false;
        }
        leftNanos = changed.awaitNanos(leftNanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more events, and makes every waiting caller fail; only the first status counts. */
  void stop(Status status) {
    lock.lock();
    try {
      if (stopped == null) {
        stopped = status;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops permanently: no acknowledgements will follow either. */
  void close(Status status) {
    stop(status);
    lock.lock();
    try {
      journal.close();
    } finally {
      lock.unlock();
    }
  }

  private void checkRunning() {
    if (stopped != null) {
      throw new ClientStopped(stopped);
    }
  }

  long numbered() {
    lock.lock();
    try {
      return numbered;
    } finally {
      lock.unlock();
    }
  }

  long acknowledged() {
    lock.lock();
    try {
      return acknowledged;
    } finally {
      lock.unlock();
    }
  }

  long lastLegNumber() {
    lock.lock();
    try {
      return lastLegNumber;
    } finally {
      lock.unlock();
    }
  }

  int unacknowledged() {
    lock.lock();
    try {
      return (int) (numbered - acknowledged);
    } finally {
      lock.unlock();
    }
  }

  private int slot(long sequence) {
    return (int) (sequence % ring.length);
  }
}
