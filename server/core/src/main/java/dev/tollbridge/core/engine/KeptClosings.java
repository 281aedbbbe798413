package dev.tollbridge.core.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The closings of a shard that its bridges have not acknowledged. They are kept to be sent again, within limits: the
 * call records have all of them, so those beyond are dropped, the oldest first.
 */
final class KeptClosings {
  /** Objects and references of one closing, without its texts. */
  private static final int FIXED_BYTES = 600;
  /** Of the session with the most, this part is dropped at a time, so that the search for it is rare. */
  private static final int PART = 10;

  private final Set<OfSession> holders = new HashSet<>();
  private long sizeBytes;
  private int count;

  /** The closings of one session, oldest first. */
  final class OfSession {
    private final String bridgeId;
    private final long session;
    private final LinkedHashMap<Long, CallRecord> byLeg = new LinkedHashMap<>();
    private long ownBytes;
    private boolean replaced;

    private OfSession(String bridgeId, long session) {
      this.bridgeId = bridgeId;
      this.session = session;
    }

    boolean isEmpty() {
      return byLeg.isEmpty();
    }

    Collection<CallRecord> all() {
      return Collections.unmodifiableCollection(byLeg.values());
    }

    @Nullable
    CallRecord of(long legNumber) {
      return byLeg.get(legNumber);
    }

    void restore(CallRecord closing) {
      CallRecord before = byLeg.put(closing.origin().legNumber(), closing);
      if (before != null) {
        resize(-1, -bytes(before));
      }
      resize(1, bytes(closing));
      holders.add(this);
    }

    /** Keeps a closing until it is acknowledged, and drops what is beyond the limits. */
    void keep(CallRecord closing, Level.SessionRules limits, Effects effects) {
      if (replaced) {
        return;
      }
      restore(closing);
      int dropped = 0;
      while (byLeg.size() > limits.maxClosings() || ownBytes > limits.maxClosingBytes()) {
        dropOldest();
        dropped++;
      }
      report(dropped, effects);
      dropBeyond(limits.maxShardClosingBytes(), effects);
    }

    void acknowledge(long legNumber) {
      CallRecord closing = byLeg.remove(legNumber);
      if (closing != null) {
        resize(-1, -bytes(closing));
        if (byLeg.isEmpty()) {
          holders.remove(this);
        }
      }
    }

    /** Drops closings of calls that ended before a moment; stops at the first that did not. */
    void dropEndedBefore(long micros, Effects effects) {
      int dropped = 0;
      while (!byLeg.isEmpty() && oldest().span().endMicros() < micros) {
        dropOldest();
        dropped++;
      }
      report(dropped, effects);
    }

    /** A newer session was opened: nobody can acknowledge them any more. */
    void replaced() {
      replaced = true;
      while (!byLeg.isEmpty()) {
        dropOldest();
      }
    }

    private void dropPart(Effects effects) {
      int dropped = Math.max(1, byLeg.size() / PART);
      for (int i = 0; i < dropped; i++) {
        dropOldest();
      }
      report(dropped, effects);
    }

    private CallRecord oldest() {
      return byLeg.sequencedValues().getFirst();
    }

    private void dropOldest() {
      acknowledge(oldest().origin().legNumber());
    }

    private void resize(int countChange, long bytesChange) {
      ownBytes += bytesChange;
      sizeBytes += bytesChange;
      count += countChange;
    }

    private void report(int dropped, Effects effects) {
      if (dropped > 0) {
        effects.closingsDropped(bridgeId, dropped);
      }
    }
  }

  OfSession of(String bridgeId, long session) {
    return new OfSession(bridgeId, session);
  }

  int count() {
    return count;
  }

  /** Drops from the session that has most, whatever the order in which sessions were added. */
  private void dropBeyond(long maxBytes, Effects effects) {
    while (sizeBytes > maxBytes) {
      Collections.max(holders, Comparator.comparingLong((OfSession each) -> each.ownBytes)
          .thenComparing(each -> each.bridgeId).thenComparingLong(each -> each.session)).dropPart(effects);
    }
  }

  /** About how much memory a closing takes; characters beyond Latin-1 take two bytes. */
  private static int bytes(CallRecord closing) {
    CallRecord.Parties parties = closing.parties();
    return FIXED_BYTES + Character.BYTES * (closing.usageId().length() + closing.legId().length()
        + parties.conferenceId().length() + parties.organizationId().length() + parties.organizerId().length()
        + parties.serviceNumber().length() + parties.remoteNumber().length() + closing.ending().cause().length());
  }

  /** Checks what was counted. */
  void audit() {
    long actualBytes = 0;
    int actualCount = 0;
    for (OfSession holder : holders) {
      actualCount += holder.byLeg.size();
      for (CallRecord closing : holder.all()) {
        actualBytes += bytes(closing);
      }
    }
    Check.equal("closings are counted", "all sessions", count, actualCount);
    Check.equal("sizes of closings are added up", "all sessions", sizeBytes, actualBytes);
  }
}
