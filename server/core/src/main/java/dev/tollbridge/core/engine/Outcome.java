package dev.tollbridge.core.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcome of a command. */
public sealed interface Outcome {
  Outcome DONE = new Done();

  /** It was done; there is nothing to return. */
  record Done() implements Outcome {}

  /** It could not be done and changed nothing. */
  record Refused(Refusal refusal) implements Outcome {}

  /** An organization as it now is. */
  record Stored(Profile profile) implements Outcome {}

  /** A request was done; the entry is null when it moved no money. */
  record EntryMade(@Nullable LedgerEntry entry) implements Outcome {}

  /**
   * A session is open.
   *
   * @param seenThrough this shard has every event up to here
   * @param listRequired charging waits for the list of active legs
   * @param behindMicros how far the bridge's clock was behind engine time when it last showed it
   */
  record SessionOpened(long seenThrough, boolean listRequired, long behindMicros, List<LegTotals> legs,
      List<CallRecord> closings) implements Outcome {}

  /** Totals of an active leg; {@code denial} is not null when the bridge must hang up. */
  record LegTotals(
      long legNumber, String organizationId, int minutesCharged, long totalMicros,
      @Nullable DenialReason denial) {}

  /** Events were applied, except for the rejected ones. Both lists are in the order of the events. */
  record EventsApplied(List<EventRejection> rejections, List<EventNotice> notices) implements Outcome {}

  /** An event that had no effect. */
  record EventRejection(long sequence, long legNumber, RejectionReason reason) {}

  /**
   * What people should know about an event that was applied.
   *
   * @param offMicros by how much a time was off; 0 when the notice is about something else
   */
  record EventNotice(long sequence, long legNumber, NoticeReason reason, long offMicros) {}

  /** A part of a list of active legs was compared. */
  record Listed(int matched, int closed) implements Outcome {}

  /** A completed call was booked now. */
  record CallBooked(CallRecord record) implements Outcome {}

  /** Progress of a re-rating. */
  record ReratingReached(ReratingProgress rerating) implements Outcome {}

  /** A completed call had been booked before. */
  record CallRepeated(String usageId) implements Outcome {}
}
