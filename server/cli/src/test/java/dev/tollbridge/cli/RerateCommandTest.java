package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.RerateCallsMode;
import dev.tollbridge.v1.RerateCallsRequest;
import dev.tollbridge.v1.RerateCallsResponse;
import dev.tollbridge.v1.RerateCallsSkipReason;
import dev.tollbridge.v1.RerateCallsSkipped;
import dev.tollbridge.v1.RerateCallsSummary;
import dev.tollbridge.v1.RerateCallsTotal;
import dev.tollbridge.v1.ReratedCall;
import dev.tollbridge.v1.ReratedCalls;
import dev.tollbridge.v1.Rerating;
import dev.tollbridge.v1.ReratingServiceGrpc.ReratingServiceImplBase;
import dev.tollbridge.v1.TimeRange;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command against a server that always responds the same. */
class RerateCommandTest {
  private static final List<String> RANGE = List.of("--from", "2026-11-01T00:00:00Z", "--to",
      "2026-11-23T00:00:00.5Z");

  private Server server;
  private volatile RerateCallsRequest asked = RerateCallsRequest.getDefaultInstance();

  @BeforeEach
  void start() throws Exception {
    server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(new ReratingServiceImplBase() {
          @Override
          public void rerateCalls(RerateCallsRequest request, StreamObserver<RerateCallsResponse> caller) {
            asked = request;
            answer(caller);
          }
        }).build().start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  private void answer(StreamObserver<RerateCallsResponse> caller) {
    if (asked.getOrganizationId().equals("nobody")) {
      caller.onError(Status.NOT_FOUND.withDescription("there is no such organization").asRuntimeException());
      return;
    }
    caller.onNext(RerateCallsResponse.newBuilder().setCalls(ReratedCalls.newBuilder().addCalls(ReratedCall.newBuilder()
        .setOrganizationId("acme").setUsageId("tb-0-1").setCurrencyCode("USD").setDifferenceMicros(-30_000)
        .setRerating(Rerating.newBuilder().setOldChargeMicros(60_000).setNewChargeMicros(30_000)
            .setNewDestination("France"))))
        .build());
    caller.onNext(RerateCallsResponse.newBuilder().setSummary(RerateCallsSummary.newBuilder().setSeenCount(9)
        .setChangedCount(1).setUnchangedCount(6).setActiveLegCount(4)
        .addSkipped(RerateCallsSkipped.newBuilder().setCount(2)
            .setReason(RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_NO_RATE))
        .addTotals(RerateCallsTotal.newBuilder().setCurrencyCode("USD").setChangedCount(1).setOldChargeMicros(60_000)
            .setNewChargeMicros(30_000).setDifferenceMicros(-30_000)))
        .build());
    caller.onCompleted();
  }

  private CommandRun run(String... options) {
    return command(Stream.of(RANGE, List.of(options)).flatMap(List::stream).toArray(String[]::new));
  }

  private CommandRun command(String... options) {
    return CommandRun.of(CommandRun.with("127.0.0.1:" + server.getPort(),
        Stream.concat(Stream.of("rerate"), Stream.of(options)).toArray(String[]::new)));
  }

  @Test
  void isADryRunUnlessAskedToBook() {
    CommandRun run = run("--organization", "acme", "--call-type", "CALL_TYPE_DIAL_OUT");
    assertThat(run.exitCode()).isZero();

    assertThat(asked).isEqualTo(RerateCallsRequest.newBuilder().setMode(RerateCallsMode.RERATE_CALLS_MODE_DRY_RUN)
        .setOrganizationId("acme").setCallType(CallType.CALL_TYPE_DIAL_OUT)
        .setTimeRange(TimeRange.newBuilder().setFrom(Timestamp.newBuilder().setSeconds(1_793_491_200))
            .setTo(Timestamp.newBuilder().setSeconds(1_795_392_000).setNanos(500_000_000)))
        .build());
    assertThat(run.lines()).containsExactly(
        "ORGANIZATION ID USAGE ID OLD CHARGE NEW CHARGE DIFFERENCE CURRENCY REFUNDED BEFORE DESTINATION",
        "acme tb-0-1 0.06 0.03 -0.03 USD France");
    assertThat(run.err().lines()).containsExactly("total 1 calls: old 0.06, new 0.03, difference -0.03 USD",
        "seen 9, changed 1, unchanged 6", "skipped 2: no rate",
        "4 active legs keep their rate; re-rate them when they have ended", "dry run: nothing was booked");
  }

  @ParameterizedTest
  @CsvSource({"2026-11-01,2026-12-01,toll,CALL_TYPE_TOLL_DIAL_IN",
    "2026-11-01T01:00+01:00,2026-11-30T23:00:00-01:00,Toll-Free,CALL_TYPE_TOLL_FREE_DIAL_IN",
    "2026-11-01T00:00Z,2026-12-01T00:00:00Z,dial-out,CALL_TYPE_DIAL_OUT",
    "2026-11-01,2026-12-01,CALL_TYPE_TOLL_DIAL_IN,CALL_TYPE_TOLL_DIAL_IN"})
  void readsDatesAndNamesAsPeopleWriteThem(String from, String to, String type, CallType asked) {
    assertThat(command("--from", from, "--to", to, "--call-type", type).exitCode()).isZero();

    assertThat(this.asked.getCallType()).isEqualTo(asked);
    assertThat(this.asked.getTimeRange()).isEqualTo(TimeRange.newBuilder()
        .setFrom(Timestamp.newBuilder().setSeconds(1_793_491_200))
        .setTo(Timestamp.newBuilder().setSeconds(1_796_083_200)).build());
  }

  @ParameterizedTest
  @CsvSource({"2026-11-31,toll", "2026-11-01T08:00:00,toll", "01.11.2026,toll", "2026-11-01,mobile",
    "2026-11-01,CALL_TYPE_UNSPECIFIED", "2026-11-01,''"})
  void refusesWhatItCannotRead(String from, String type) {
    assertThat(command("--from", from, "--to", "2026-12-01", "--call-type", type).exitCode()).isEqualTo(2);
  }

  @Test
  void aMonthIsOneOfTheTimeZone() {
    assertThat(command("--month", "2026-11", "--time-zone", "Europe/Berlin").exitCode()).isZero();
    assertThat(asked.getTimeRange()).isEqualTo(TimeRange.newBuilder()
        .setFrom(Timestamp.newBuilder().setSeconds(1_793_487_600))
        .setTo(Timestamp.newBuilder().setSeconds(1_796_079_600)).build());
    assertThat(command().err()).contains("a range is needed: --month 2026-11");
  }

  @Test
  void booksUnderTheRequestIdOrOneOfItsOwnAndSaysWhich() {
    CommandRun booked = run("--book", "--yes", "--request-id", "INC-4711");
    assertThat(booked.exitCode()).isZero();
    assertThat(asked.getMode()).isEqualTo(RerateCallsMode.RERATE_CALLS_MODE_BOOK);
    assertThat(asked.getRequestId()).isEqualTo("INC-4711");
    assertThat(booked.err()).startsWith("request id INC-4711 ").endsWith("booked\n");

    CommandRun own = run("--book", "--yes");
    assertThat(asked.getRequestId()).isNotEqualTo("INC-4711").isNotEmpty();
    assertThat(own.err()).contains("request id " + asked.getRequestId());
  }

  @Test
  void bookingNeedsAYes() {
    CommandRun run = run("--book");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Book new prices of the calls from 2026-11-01T00:00:00Z to 2026-11-23T00:00:00.5Z?");
    assertThat(asked).isEqualTo(RerateCallsRequest.getDefaultInstance());
  }

  @Test
  void aRefusalIsShownInALine() {
    CommandRun run = run("--organization", "nobody");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("tollbridge: there is no such organization\n");
  }
}
