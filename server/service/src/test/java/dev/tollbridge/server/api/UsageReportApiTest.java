package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.ExportUsageReportRequest;
import dev.tollbridge.v1.ExportUsageReportResponse;
import dev.tollbridge.v1.LegEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
class UsageReportApiTest {
  private static final int LEGS = 1_000;

  private static final Timestamp NEVER = Timestamp.newBuilder().setNanos(-1).build();

  @TempDir
  private static Path directory;
  private static TestServer server;

  /** Legs that are answered one second after the other. */
  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
    server.create("empty", 100 * TestServer.UNIT);
    var bridge = server.bridge("bridge", 1);
    List<LegEvent> answers = new ArrayList<>();
    List<LegEvent> ends = new ArrayList<>();
    LongStream.rangeClosed(1, LEGS).forEach(leg -> {
      answers.add(Legs.answered(leg, leg, "acme", TestServer.START.minusSeconds(2 * LEGS - leg)));
      ends.add(Legs.ended(LEGS + leg, leg, "acme", TestServer.START.minusSeconds(2 * LEGS - leg - 60)));
    });
    bridge.events(answers);
    bridge.events(ends);
    bridge.ack(2 * LEGS);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Timestamp leg(long number) {
    return Legs.timestamp(TestServer.START.minusSeconds(2 * LEGS - number));
  }

  private static ExportUsageReportRequest.Builder acme() {
    return ExportUsageReportRequest.newBuilder().setOrganizationId("acme");
  }

  private static List<String> report(ExportUsageReportRequest.Builder request) {
    List<ByteString> chunks = new ArrayList<>();
    server.records().exportUsageReport(request.build()).forEachRemaining(response -> chunks.add(response.getChunk()));
    return ByteString.copyFrom(chunks).toStringUtf8().lines().toList();
  }

  @TestFactory
  Stream<DynamicTest> questionsThatAreRefused() {
    return new Refusals()
        .invalid("of nobody", "organization_id", () -> report(ExportUsageReportRequest.newBuilder()))
        .row("of an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> report(ExportUsageReportRequest.newBuilder().setOrganizationId("nobody")))
        .invalid("backwards", "time_range.to", () -> report(acme().setTimeRange(Legs.range(leg(2), leg(1)))))
        .invalid("of impossible times", "time_range.from time_range.to", () -> report(acme()
            .setTimeRange(Legs.range(NEVER, NEVER))))
        .tests();
  }

  @Test
  void everyRecordIsInTheFileOnce() {
    List<String> lines = report(acme());

    assertThat(lines).hasSize(1 + LEGS);
    assertThat(lines.getFirst()).startsWith("UsageId,Call ID,").endsWith(",Currency,Capability");
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.contains(
        ",conference,US,olga,,,,conf_out,,International,France,+33140000000,2026-03-02T1")
        && line.endsWith("Z,60,0.00,0.02,USD,MCOMEETACPEA")).doesNotHaveDuplicates();
  }

  @Test
  void fromIsIncludedAndToIsNot() {
    assertThat(report(acme().setTimeRange(Legs.range(leg(10), leg(15))))).hasSize(1 + 5);
    assertThat(report(acme().setTimeRange(Legs.range(leg(10), leg(10))))).hasSize(1);
    assertThat(report(ExportUsageReportRequest.newBuilder().setOrganizationId("empty"))).hasSize(1);
    assertThat(report(acme().setExactAmounts(true).setTimeRange(Legs.to(leg(2)))).getLast())
        .endsWith(",MCOMEETACPEA,0,20000");
  }

  @Test
  void aCallerMayStopReading() {
    var responses = server.records().exportUsageReport(acme().build());
    ExportUsageReportResponse first = responses.next();

    assertThat(first.getChunk().size()).isEqualTo(CsvChunks.MAX_CHUNK_BYTES);
    assertThat(report(acme())).hasSize(1 + LEGS);
  }
}
