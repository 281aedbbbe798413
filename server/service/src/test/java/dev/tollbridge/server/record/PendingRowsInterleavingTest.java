package dev.tollbridge.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.Interleavings;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each row is written exactly once, and is durable when a flush after it returns, however the threads interleave. */
@Timeout(60)
@Tag("slow")
class PendingRowsInterleavingTest {
  private static final int ROWS_EACH = 5;

  @Test
  void everyRowIsWrittenOnceAndBeforeItsFlushReturns() throws Exception {
    Interleavings.check(PendingRowsInterleavingTest::round);
  }

  private static void round(Random random) throws Exception {
    var rows = new PendingRows(0, 0, 0);
    var records = new ConcurrentLinkedQueue<Long>();
    var entries = new ConcurrentLinkedQueue<Long>();
    Interleavings.together(random, () -> write(rows, records, entries), () -> {
      Interleavings.together(random, () -> addRecords(rows, records), () -> addEntries(rows, entries));
      rows.close();
    });

    List<Long> sequences = LongStream.rangeClosed(1, ROWS_EACH).boxed().toList();
    assertThat(records).containsExactlyElementsOf(sequences);
    assertThat(entries).containsExactlyElementsOf(sequences);
    assertThat(rows.queuedCount()).isZero();
  }

  private static void write(PendingRows rows, ConcurrentLinkedQueue<Long> records,
      ConcurrentLinkedQueue<Long> entries) throws InterruptedException {
    for (Batch batch = rows.awaitBatch(); batch != null; batch = rows.awaitBatch()) {
      batch.records.forEach(record -> records.add(record.sequence()));
      batch.entries.forEach(entry -> entries.add(entry.sequence()));
      rows.written(batch);
    }
  }

  private static void addRecords(PendingRows rows, ConcurrentLinkedQueue<Long> written) {
    for (long sequence = 1; sequence <= ROWS_EACH; sequence++) {
      assertThat(rows.add(Rows.record(sequence, "acme", 0))).isTrue();
      rows.flush();
      assertThat(written).contains(sequence);
    }
  }

  private static void addEntries(PendingRows rows, ConcurrentLinkedQueue<Long> written) {
    for (long sequence = 1; sequence <= ROWS_EACH; sequence++) {
      rows.add(Rows.entry(sequence, "acme", 0));
      rows.flush();
      assertThat(written).contains(sequence);
    }
  }
}
