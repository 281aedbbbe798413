package dev.tollbridge.core.engine;

/**
 * A re-rating of one shard: what was asked for and how far it is. Which calls were changed is in the ledger: as only one
 * is open at a time, every RERATING entry after {@code ledgerAfter} and up to {@code ledgerThrough} is this one's.
 *
 * @param openMicros engine time of the first request
 * @param recordsThrough sequence of the last record there was then; later ones are not looked at
 * @param cursor the last record that was dealt with; all before it have been too
 * @param complete all have been
 */
public record ReratingProgress(
    Request request,
    ReratingScope scope,
    long openMicros,
    long recordsThrough,
    long ledgerAfter,
    long ledgerThrough,
    ReratingCursor cursor,
    ReratingCounts counts,
    boolean complete) {
  /** This, after a batch that went up to {@code through}. */
  ReratingProgress after(ReratingCursor through, ReratingCounts more, long ledgerSequence, boolean last) {
    return new ReratingProgress(request, scope, openMicros, recordsThrough, ledgerAfter, ledgerSequence, through,
        counts.plus(more), last);
  }
}
