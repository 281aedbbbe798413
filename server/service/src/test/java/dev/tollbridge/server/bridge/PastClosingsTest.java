package dev.tollbridge.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.Rows;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.server.rpc.Statuses;
import io.grpc.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastClosingsTest {
  private static final long PATIENCE_SECONDS = 30;
  private static final long ACTIVE_LEG = 1_234;
  private static final CallRecord RECORD = Rows.record(1, "acme", 1_000);

  @TempDir
  Path directory;
  private final List<RecordStore> stores = new ArrayList<>();
  private PastClosings closings;

  @BeforeEach
  void open() {
    for (int shard = 0; shard < 3; shard++) {
      stores.add(RecordStore.open(file(shard)));
    }
    closings = new PastClosings(stores, (_, _, end) -> end.legNumber() == ACTIVE_LEG && end.answeredBefore() > 5
        ? OptionalInt.of(2)
        : OptionalInt.empty(), 1);
  }

  @AfterEach
  void close() {
    closings.close();
    stores.forEach(RecordStore::close);
  }

  private Path file(int shard) {
    return directory.resolve("shard-" + shard + ".db");
  }

  private static LateEnd end(CallRecord record, int shard) {
    return end(record.origin().legNumber(), shard);
  }

  private static LateEnd end(long legNumber, int shard) {
    return new LateEnd(new LegEvent.Ended(7, legNumber, "acme", 0, ""), shard, false);
  }

  private CompletableFuture<FoundEnds> findAll(CallRecord record, LateEnd... ends) {
    return closings.find(record.origin().bridgeId(), record.origin().session(), List.of(ends));
  }

  private CompletableFuture<Map<LateEnd, CallRecord>> find(CallRecord record, LateEnd... ends) {
    return findAll(record, ends).thenApply(FoundEnds::closings);
  }

  private CompletableFuture<Map<LateEnd, CallRecord>> find(CallRecord record) {
    return find(record, end(record, 1));
  }

  private static String refusal(CompletableFuture<?> answer) {
    return Refusals.words(Statuses.of(answer.handle((_, failure) -> failure).join()));
  }

  @Test
  void theStoreOfTheOrganizationIsAsked() {
    CallRecord other = Rows.record(2, "other", 1_000);
    stores.get(0).add(RECORD);
    stores.get(2).add(other);
    LateEnd first = end(RECORD, 0);
    LateEnd second = end(other, 2);

    assertThat(find(RECORD, first, second, end(99, 0)).join()).isEqualTo(Map.of(first, RECORD, second, other));
    assertThat(closings.find("bridge-2", RECORD.origin().session(), List.of(first)).join()).isEqualTo(FoundEnds.NONE);
    assertThat(closings.find(RECORD.origin().bridgeId(), 1, List.of(first)).join()).isEqualTo(FoundEnds.NONE);
  }

  @Test
  void theOtherStoresAreAskedNext() {
    stores.get(0).add(RECORD);
    LateEnd misnamed = end(RECORD, 1);

    assertThat(find(RECORD, misnamed, end(99, 1)).join()).isEqualTo(Map.of(misnamed, RECORD));
  }

  @Test
  void aLegWithoutARecordMayBeActiveInAnotherShard() {
    stores.get(0).add(RECORD);
    LateEnd closed = end(RECORD, 0);
    LateEnd active = end(ACTIVE_LEG, 1);

    FoundEnds found = findAll(RECORD, closed, active, end(99, 1)).join();

    assertThat(found.closings()).isEqualTo(Map.of(closed, RECORD));
    assertThat(found.active()).isEqualTo(Map.of(active, 2));
    assertThat(found.known()).containsExactlyInAnyOrder(closed, active);
    assertThat(found.activeByShard()).isEqualTo(Map.of(2, List.of(active.event())));
  }

  @Test
  void anActiveLegIsMeantEvenIfItsNumberHasARecord() {
    CallRecord before = Rows.withLegNumber(RECORD, ACTIVE_LEG);
    stores.get(1).add(before);
    LateEnd active = end(ACTIVE_LEG, 1);

    FoundEnds found = findAll(before, active).join();

    assertThat(found).isEqualTo(new FoundEnds(Map.of(), Map.of(active, 2)));
  }

  @Test
  void aRepeatedEndIsThatOfALegAnsweredBeforeIt() {
    CallRecord before = Rows.withLegNumber(RECORD, ACTIVE_LEG);
    stores.get(1).add(before);
    LateEnd later = new LateEnd(new LegEvent.Ended(6, ACTIVE_LEG, "acme", 0, ""), 1, true);
    LateEnd earlier = new LateEnd(new LegEvent.Ended(5, ACTIVE_LEG, "acme", 0, ""), 1, true);

    FoundEnds found = findAll(before, earlier, later).join();

    assertThat(found).isEqualTo(new FoundEnds(Map.of(earlier, before), Map.of(later, 2)));
  }

  @Test
  void callsThatNoBridgeReportedAreNoClosings() {
    CallRecord booked = Rows.withoutDenial(RECORD);
    stores.get(1).add(booked);

    assertThat(find(booked).join()).isEmpty();
  }

  @Test
  void theLastLegOfANumberIsMeant() {
    CallRecord later = Rows.record(2, "acme", 1_000);
    CallRecord earlier = Rows.withSequence(later, 1);
    stores.get(1).add(earlier);
    stores.get(1).add(later);

    assertThat(find(later).join()).containsExactly(Map.entry(end(later, 1), later));
  }

  @Test
  void nobodyWaitsForADiskButTheAnswer() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file(1));
        Statement disk = other.createStatement()) {
      disk.execute("BEGIN IMMEDIATE");
      stores.get(1).add(RECORD);
      var first = find(RECORD);
      var more = List.of(find(RECORD), find(RECORD), find(RECORD));

      assertThat(more.stream().filter(CompletableFuture::isDone)).isNotEmpty()
          .allSatisfy(refused -> assertThat(refusal(refused)).isEqualTo("RESOURCE_EXHAUSTED RECORDS_BUSY"));
      disk.execute("COMMIT");
      assertThat(first.join()).containsExactly(Map.entry(end(RECORD, 1), RECORD));
    }
  }

  @Test
  void aStoreThatFailedIsNoUnknownLeg() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file(1));
        Statement disk = other.createStatement()) {
      disk.execute("CREATE TRIGGER full BEFORE INSERT ON call_record BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    }
    stores.get(1).add(RECORD);

    assertThat(refusal(find(RECORD))).isEqualTo("UNAVAILABLE RECORDS_UNAVAILABLE");
    assertThatThrownBy(stores.remove(1)::close).hasMessageContaining("without 1 queued rows");
  }

  /** A shard that does not exist stands for a bug. */
  @Test
  void whatFailsUnexpectedlyFailsOneLookUpAndTheNextIsAnswered() {
    stores.get(1).add(RECORD);

    Throwable failure = find(RECORD, end(RECORD, 99)).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .handle((_, thrown) -> thrown).join();

    assertThat(failure).hasCauseInstanceOf(IndexOutOfBoundsException.class);
    assertThat(Statuses.of(failure).getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(find(RECORD).join()).containsExactly(Map.entry(end(RECORD, 1), RECORD));
  }

  @Test
  void aServerThatGoesAwayAnswersNoMore() {
    closings.close();

    assertThat(refusal(find(RECORD))).isEqualTo("UNAVAILABLE SHUTTING_DOWN");
  }
}
