package dev.tollbridge.server.record;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way from the apply thread to the writer. Filled and written in turns: while one batch is being written
 * the next one fills, so batches are the larger, the slower the disk is.
 */
final class PendingRows {
  /** Rows of the batch that fills; adding waits at this many. */
  static final int MAX_ROWS = 16_384;

  /** How long a batch may fill when nobody waits for it, so that many rows share an fsync and the pages of indexes. */
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int LINGER_UP_TO_ROWS = MAX_ROWS / 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition progress = lock.newCondition();

  @GuardedBy("lock")
  private Batch filling = new Batch();
  @GuardedBy("lock")
  private final Map<RecordTable, Long> lastSequences = new EnumMap<>(RecordTable.class);
  @GuardedBy("lock")
  private long addedCount;
  @GuardedBy("lock")
  private long writtenCount;
  @GuardedBy("lock")
  private long wantedCount;
  @GuardedBy("lock")
  private boolean upkeepWanted;
  @GuardedBy("lock")
  private boolean closed;
  @GuardedBy("lock")
  private @Nullable Throwable failure;

  PendingRows(long lastRecordSequence, long lastLedgerSequence, long lastAuditSequence) {
    lastSequences.put(RecordTable.CALL_RECORD, lastRecordSequence);
    lastSequences.put(RecordTable.LEDGER_ENTRY, lastLedgerSequence);
    lastSequences.put(RecordTable.AUDIT_ENTRY, lastAuditSequence);
  }

  /**
   * Waits while the batch is full. Ignores a row that was added before: replay makes the same one again. Returns
   * whether it is new.
   */
  boolean add(CallRecord record) {
    return add(RecordTable.CALL_RECORD, record.sequence(), batch -> batch.records, record);
  }

  /** As {@link #add(CallRecord)}. */
  void add(LedgerEntry entry) {
    add(RecordTable.LEDGER_ENTRY, entry.sequence(), batch -> batch.entries, entry);
  }

  /** As {@link #add(CallRecord)}. */
  void add(AuditEntry entry) {
    add(RecordTable.AUDIT_ENTRY, entry.sequence(), batch -> batch.audits, entry);
  }

  @CanIgnoreReturnValue
  private <T> boolean add(RecordTable table, long sequence, Function<Batch, List<T>> rows, T row) {
    lock.lock();
    try {
      checkUsable();
      if (sequence <= Objects.requireNonNull(lastSequences.get(table))) {
        return false;
      }
      awaitSpace();
      lastSequences.put(table, sequence);
      rows.apply(filling).add(row);
      added();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything added before is written. */
  void flush() {
    lock.lock();
    try {
      checkUsable();
      long target = addedCount;
      wantedCount = Math.max(wantedCount, target);
      work.signal();
      while (writtenCount < target) {
        progress.awaitUninterruptibly();
        checkNotFailed();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the writer, even when there are no rows to write. */
  void wantUpkeep() {
    lock.lock();
    try {
      upkeepWanted = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The next batch for the writer, empty when only upkeep is due; null when closed and all is written. */
  @Nullable
  Batch awaitBatch() throws InterruptedException {
    lock.lock();
    try {
      while (filling.size() == 0 && !closed && !upkeepWanted) {
        work.await();
      }
      linger();
      upkeepWanted = false;
      Batch taken = filling;
      filling = new Batch();
      progress.signalAll();
      return closed && taken.size() == 0 ? null : taken;
    } finally {
      lock.unlock();
    }
  }

  void written(Batch batch) {
    lock.lock();
    try {
      writtenCount += batch.size();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends in the failed state: waiting and later callers get an exception with this cause. */
  void fail(Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** No more rows may be added; the writer ends when the remaining ones are written. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Rows that were added but are not yet durable. */
  long queuedCount() {
    lock.lock();
    try {
      return addedCount - writtenCount;
    } finally {
      lock.unlock();
    }
  }

  @Nullable
  Throwable failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void awaitSpace() {
    while (filling.size() >= MAX_ROWS) {
      progress.awaitUninterruptibly();
      checkUsable();
    }
  }

  @GuardedBy("lock")
  private void added() {
    addedCount++;
    if (filling.size() == 1 || filling.size() == LINGER_UP_TO_ROWS) {
      work.signal();
    }
  }

  @GuardedBy("lock")
  private void linger() throws InterruptedException {
    long leftNanos = filling.size() == 0 ? 0 : LINGER_NANOS;
    while (leftNanos > 0 && filling.size() < LINGER_UP_TO_ROWS && wantedCount <= writtenCount && !closed) {
      leftNanos = work.awaitNanos(leftNanos);
    }
  }

  @GuardedBy("lock")
  private void checkUsable() {
    checkNotFailed();
    if (closed) {
      throw new RecordStoreException("the record store is closed", null);
    }
  }

  @GuardedBy("lock")
  private void checkNotFailed() {
    if (failure != null) {
      throw new RecordStoreException("the record store failed and accepts nothing more: " + failure.getMessage(),
          failure);
    }
  }
}
