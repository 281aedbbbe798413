package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.GetCallRecordRequest;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListCallRecordsResponse;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CallRecordApiTest {
  @TempDir
  private static Path directory;
  private static TestServer server;

  /** Three legs, answered one second after the other. */
  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
    var bridge = server.bridge("bridge", 1);
    bridge.events(LongStream.rangeClosed(1, 3)
        .mapToObj(leg -> Legs.answered(leg, leg, "acme", TestServer.START.plusSeconds(leg))).toList());
    bridge.events(LongStream.rangeClosed(1, 3)
        .mapToObj(leg -> Legs.ended(3 + leg, leg, "acme", TestServer.START.plusSeconds(60))).toList());
    bridge.ack(6);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static ListCallRecordsRequest.Builder acme() {
    return ListCallRecordsRequest.newBuilder().setOrganizationId("acme");
  }

  private static ListCallRecordsResponse list(ListCallRecordsRequest.Builder request) {
    return server.records().listCallRecords(request.build());
  }

  private static CallRecord get(String organization, String usageId) {
    return server.records().getCallRecord(GetCallRecordRequest.newBuilder().setOrganizationId(organization)
        .setUsageId(usageId).build()).getCallRecord();
  }

  private static Timestamp at(long seconds) {
    return Legs.timestamp(TestServer.START.plusSeconds(seconds));
  }

  @TestFactory
  Stream<DynamicTest> questionsThatAreRefused() {
    Timestamp never = Timestamp.newBuilder().setNanos(1_000_000_000).build();
    return new Refusals()
        .invalid("list of nobody", "organization_id", () -> list(ListCallRecordsRequest.newBuilder()))
        .row("list of an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> list(ListCallRecordsRequest.newBuilder().setOrganizationId("nobody")))
        .invalid("list backwards", "time_range.to", () -> list(acme().setTimeRange(Legs.range(at(2), at(1)))))
        .invalid("list of impossible times", "time_range.from time_range.to",
            () -> list(acme().setTimeRange(Legs.range(never, never))))
        .invalid("page size", "page_size", () -> list(acme().setPageSize(-1)))
        .invalid("page token", "page_token", () -> list(acme().setPageToken("next")))
        .invalid("get nothing", "organization_id usage_id", () -> get("", ""))
        .invalid("get a long id", "usage_id", () -> get("acme", "u".repeat(65)))
        .row("get an unknown record", "NOT_FOUND NO_SUCH_CALL_RECORD", () -> get("acme", "tb-9-9"))
        .row("get another organization's", "NOT_FOUND NO_SUCH_CALL_RECORD",
            () -> get("nobody", list(acme()).getCallRecords(0).getUsageId()))
        .tests();
  }

  @Test
  void recordsAreListedByStartTimePageByPage() {
    var all = list(acme()).getCallRecordsList();
    var first = list(acme().setPageSize(2));
    var second = list(acme().setPageSize(2).setPageToken(first.getNextPageToken()));

    assertThat(all).extracting(CallRecord::getLegNumber).containsExactly(1L, 2L, 3L);
    assertThat(first.getCallRecordsList()).isEqualTo(all.subList(0, 2));
    assertThat(second.getCallRecordsList()).isEqualTo(all.subList(2, 3));
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(list(acme().setPageSize(Integer.MAX_VALUE)).getCallRecordsList()).isEqualTo(all);
    assertThat(get("acme", all.getFirst().getUsageId())).isEqualTo(all.getFirst());
  }

  @Test
  void fromIsIncludedAndToIsNot() {
    assertThat(list(acme().setTimeRange(Legs.range(at(2), at(3)))).getCallRecordsList())
        .extracting(CallRecord::getLegNumber)
        .containsExactly(2L);
    assertThat(list(acme().setTimeRange(Legs.range(at(2), at(2)))).getCallRecordsList()).isEmpty();
  }
}
