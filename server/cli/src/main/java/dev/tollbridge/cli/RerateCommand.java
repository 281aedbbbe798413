package dev.tollbridge.cli;

import dev.tollbridge.core.money.Money;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.storage.StartupException;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.RerateCallsMode;
import dev.tollbridge.v1.RerateCallsRequest;
import dev.tollbridge.v1.RerateCallsResponse;
import dev.tollbridge.v1.RerateCallsSummary;
import dev.tollbridge.v1.ReratedCall;
import dev.tollbridge.v1.ReratingServiceGrpc;
import dev.tollbridge.v1.TimeRange;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running server to rate closed calls again, and prints what changes. */
@Command(name = "rerate", mixinStandardHelpOptions = true,
    description = "Re-rates closed calls by the current rate decks, and prints what would change; --book books the changes.")
final class RerateCommand implements Callable<Integer> {
  @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090",
      description = "The server. Default: ${DEFAULT-VALUE}.")
  private HostAndPort target = new HostAndPort("127.0.0.1", 9090);

  @Option(names = "--from", required = true, paramLabel = "TIME",
      description = "Calls that started at or after this, such as 2026-11-01T00:00:00Z; at most 62 days ago.")
  private Instant from = Instant.EPOCH;

  @Option(names = "--to", required = true, paramLabel = "TIME", description = "Calls that started before this.")
  private Instant to = Instant.EPOCH;

  @Option(names = "--organization", paramLabel = "ID", defaultValue = "",
      description = "Only calls of this organization. Default: of all.")
  private String organization = "";

  @Option(names = "--call-type", paramLabel = "TYPE",
      description = "Only calls of this type: CALL_TYPE_DIAL_OUT, CALL_TYPE_TOLL_DIAL_IN or CALL_TYPE_TOLL_FREE_DIAL_IN.")
  private CallType callType = CallType.CALL_TYPE_UNSPECIFIED;

  @Option(names = "--book", description = "Books the changes; without it nothing is changed.")
  private boolean book;

  @Option(names = "--request-id", paramLabel = "ID",
      description = "Identifies the booking: repeated with the same id and options, it is completed if it was"
          + " interrupted, and never done twice. Default: a new one, which is printed.")
  private @Nullable String requestId;

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    RerateCallsRequest request = request();
    if (book) {
      out.println("request id " + request.getRequestId());
      out.flush();
    }
    ManagedChannel channel = NettyChannelBuilder.forAddress(target.host(), target.port()).usePlaintext().build();
    try {
      print(ReratingServiceGrpc.newBlockingStub(channel).rerateCalls(request), out);
      return 0;
    } catch (StatusRuntimeException refused) {
      throw new StartupException(refused.getStatus().getCode() + ": " + refused.getStatus().getDescription());
    } finally {
      out.flush();
      channel.shutdownNow();
    }
  }

  private RerateCallsRequest request() {
    var request = RerateCallsRequest.newBuilder().setOrganizationId(organization).setCallType(callType)
        .setTimeRange(TimeRange.newBuilder().setFrom(Times.timestamp(from)).setTo(Times.timestamp(to)));
    return book
        ? request.setMode(RerateCallsMode.RERATE_CALLS_MODE_BOOK)
            .setRequestId(requestId == null ? UUID.randomUUID().toString() : requestId).build()
        : request.setMode(RerateCallsMode.RERATE_CALLS_MODE_DRY_RUN).build();
  }

  private void print(Iterator<RerateCallsResponse> answers, PrintWriter out) {
    row(out, "organization", "usage id", "old", "new", "difference", "currency", "destination");
    while (answers.hasNext()) {
      RerateCallsResponse answer = answers.next();
      answer.getCalls().getCallsList().forEach(call -> print(call, out));
      if (answer.hasSummary()) {
        print(answer.getSummary(), out);
      }
    }
  }

  private static void print(ReratedCall call, PrintWriter out) {
    var prices = call.getRerating();
    row(out, call.getOrganizationId(), call.getUsageId(), Money.format(prices.getOldChargeMicros()),
        Money.format(prices.getNewChargeMicros()), Money.format(call.getDifferenceMicros()), call.getCurrencyCode(),
        prices.getNewDestination());
  }

  private static void row(PrintWriter out, Object... cells) {
    out.printf(Locale.ROOT, "%-24s %-24s %14s %14s %14s %-8s %s%n", cells);
  }

  private void print(RerateCallsSummary summary, PrintWriter out) {
    summary.getTotalsList().forEach(total -> row(out, "total", total.getChangedCount() + " calls",
        Money.format(total.getOldChargeMicros()), Money.format(total.getNewChargeMicros()),
        Money.format(total.getDifferenceMicros()), total.getCurrencyCode(), ""));
    out.println("seen " + summary.getSeenCount() + ", changed " + summary.getChangedCount() + ", unchanged "
        + summary.getUnchangedCount());
    summary.getSkippedList()
        .forEach(skipped -> out.println("skipped " + skipped.getCount() + ": " + skipped.getReason()));
    if (summary.getActiveLegCount() > 0) {
      out.println(summary.getActiveLegCount() + " active legs keep their rate; re-rate them when they have ended");
    }
    out.println(!book
        ? "dry run: nothing was booked"
        : summary.getRepeatedRequest() ? "booked before: nothing was booked now" : "booked");
  }
}
