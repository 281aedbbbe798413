package dev.tollbridge.core.engine;

/**
 * A re-rating of one shard: its request and its progress. Which calls it changed is in the ledger: as only one is open
 * at a time, every RERATING entry after {@code ledgerAfter} and up to {@code ledgerThrough} is this one's.
 *
 * @param openMicros engine time of the first request
 * @param recordsThrough sequence of the last record at that time; later ones are not re-rated
 * @param cursor the last record processed; all before it have been, too
 * @param complete whether all records have been processed
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
  /** The progress after a batch up to {@code through}. */
  ReratingProgress after(ReratingCursor through, ReratingCounts more, long ledgerSequence, boolean last) {
    return new ReratingProgress(request, scope, openMicros, recordsThrough, ledgerAfter, ledgerSequence, through,
        counts.plus(more), last);
  }
}
