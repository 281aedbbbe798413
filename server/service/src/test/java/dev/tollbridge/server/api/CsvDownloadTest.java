package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tollbridge.server.SlowCaller;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.Rows;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Violations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class CsvDownloadTest {
  private static final int LEAST_ROW_BYTES = 200;

  @TempDir
  Path directory;
  private final SlowCaller<ByteString> caller = new SlowCaller<>();
  private int pages;

  private void send(Supplier<CsvRows> rows) {
    CsvDownload.send(caller, Function.identity(), () -> {
      CsvRows source = rows.get();
      return () -> {
        pages++;
        return source.next();
      };
    });
  }

  private static CsvRows rows(int count) {
    var pages = IntStream.range(0, count).mapToObj(i -> List.of(List.of("row " + i, "a \"quoted\", cell", "")))
        .iterator();
    return () -> pages.hasNext() ? pages.next() : null;
  }

  private String text() {
    return caller.received.stream().reduce(ByteString.EMPTY, ByteString::concat).toStringUtf8();
  }

  /** One page, however long, makes at most this many chunks ready: reading ahead is bounded. */
  @Test
  void aHundredThousandRecordsWaitOnDiskForASlowReader() {
    int count = 100_000;
    try (RecordStore store = RecordStore.open(directory.resolve("records.db"))) {
      for (long sequence = 1; sequence <= count; sequence++) {
        store.add(Rows.record(sequence, "acme", sequence * 1_000));
      }
      var scan = store.scanCallRecords("acme", Long.MIN_VALUE, Long.MAX_VALUE);
      send(() -> new UsageReport(limit -> store.priced(scan.next(limit)), "US", "USD",
          new UsageReport.Options(false, false, CsvForm.PLAIN)));
      assertThat(pages).isZero();
      int pagesOfAChunk = 2 + CsvChunks.MAX_CHUNK_BYTES / (UsageReport.PAGE_SIZE * LEAST_ROW_BYTES);
      while (!caller.completed) {
        int before = pages;
        caller.read(1);
        assertThat(pages - before).isLessThanOrEqualTo(pagesOfAChunk);
        // Rows that are added while the file is read are not in it, and adding them never waits for the reader.
        store.add(Rows.record(count + caller.received.size(), "acme", Long.MAX_VALUE / 2));
        store.flush();
      }
      assertThat(pages).isEqualTo(2 + count / UsageReport.PAGE_SIZE);
    }
    assertThat(caller.received).allMatch(chunk -> chunk.size() <= CsvChunks.MAX_CHUNK_BYTES);
    List<String> lines = text().lines().toList();
    assertThat(lines).hasSize(1 + count);
    assertThat(lines.subList(1, lines.size())).extracting(line -> line.substring(0, line.indexOf(',')))
        .isEqualTo(IntStream.rangeClosed(1, count).mapToObj(i -> "usage-" + i).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5_000, 20_000})
  void everyRowArrivesWhateverTheReadersPace(int count) {
    StringBuilder expected = new StringBuilder();
    IntStream.range(0, count)
        .forEach(i -> expected.append("row ").append(i).append(",\"a \"\"quoted\"\", cell\",\r\n"));
    send(() -> rows(count));
    for (int step = 1; !caller.completed; step++) {
      caller.read(step);
    }
    assertThat(text()).isEqualTo(expected.toString());
  }

  @Test
  void aChunkMayEndWithinACharacter() {
    String cell = "\u2603".repeat(CsvChunks.MAX_CHUNK_BYTES);
    var page = List.of(List.of(List.of(cell))).iterator();
    send(() -> () -> page.hasNext() ? page.next() : null);
    caller.read(10);

    assertThat(caller.received).hasSize(4);
    assertThat(caller.received.getFirst().size()).isEqualTo(CsvChunks.MAX_CHUNK_BYTES);
    assertThat(text()).isEqualTo(cell + "\r\n");
    assertThat(text().getBytes(StandardCharsets.UTF_8)).hasSize(3 * CsvChunks.MAX_CHUNK_BYTES + 2);
  }

  @Test
  void nothingIsReadForACallerThatIsGone() {
    send(() -> rows(100_000));
    caller.read(1);
    int before = pages;
    caller.cancel();
    caller.read(1);

    assertThat(pages).isEqualTo(before);
    assertThat(caller.received).hasSize(1);
    assertThat(caller.completed).isFalse();
  }

  @Test
  void aRequestThatIsRefusedEndsWithItsError() {
    send(() -> {
      throw Violations.of("from", "is wrong");
    });
    caller.read(5);

    assertThat(caller.error).hasMessageContaining("INVALID_ARGUMENT");
    assertThat(caller.received).isEmpty();
  }

  @Test
  void aFailureInTheMiddleEndsWithAnErrorAndNotAsAWholeFile() {
    CsvRows some = rows(20_000);
    send(() -> () -> {
      if (pages > 10_000) {
        throw ApiErrors.unavailable("BROKEN", "the disk is gone");
      }
      return some.next();
    });
    caller.read(1_000);

    assertThat(caller.error).hasMessageContaining("the disk is gone");
    assertThat(caller.completed).isFalse();
    assertThat(caller.received).isNotEmpty();
  }
}
