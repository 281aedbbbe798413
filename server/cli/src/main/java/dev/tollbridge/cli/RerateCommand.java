package dev.tollbridge.cli;

import dev.tollbridge.core.money.CurrencyFormat;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.storage.StartupException;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.RerateCallsMode;
import dev.tollbridge.v1.RerateCallsRequest;
import dev.tollbridge.v1.RerateCallsResponse;
import dev.tollbridge.v1.RerateCallsSummary;
import dev.tollbridge.v1.RerateCallsTotal;
import dev.tollbridge.v1.ReratedCall;
import dev.tollbridge.v1.ReratingServiceGrpc;
import dev.tollbridge.v1.TimeRange;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
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

  @Option(names = "--from", required = true, paramLabel = "TIME", converter = RangeBound.class,
      description = "Calls that started at or after this, such as 2026-11-01 (midnight UTC) or"
          + " 2026-11-01T08:00:00+01:00; at most 62 days ago.")
  private Instant from = Instant.EPOCH;

  @Option(names = "--to", required = true, paramLabel = "TIME", converter = RangeBound.class,
      description = "Calls that started before this; with --from 2026-11-01 --to 2026-12-01 those of November.")
  private Instant to = Instant.EPOCH;

  @Option(names = "--organization", paramLabel = "ID", defaultValue = "",
      description = "Only calls of this organization. Default: of all.")
  private String organization = "";

  @Option(names = "--call-type", paramLabel = "TYPE", converter = CallTypeName.class,
      description = "Only calls of this type: toll, toll-free or dial-out. Default: of all.")
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
    ManagedChannel channel = Channels.open(target);
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
    CurrencyFormat money = CurrencyFormat.of(call.getCurrencyCode());
    row(out, call.getOrganizationId(), call.getUsageId(), money.exact(prices.getOldChargeMicros()),
        money.exact(prices.getNewChargeMicros()), money.exact(call.getDifferenceMicros()), call.getCurrencyCode(),
        prices.getNewDestination());
  }

  private static void row(PrintWriter out, Object... cells) {
    out.printf(Locale.ROOT, "%-24s %-24s %14s %14s %14s %-8s %s%n", cells);
  }

  private static void print(RerateCallsTotal total, PrintWriter out) {
    CurrencyFormat money = CurrencyFormat.of(total.getCurrencyCode());
    row(out, "total", total.getChangedCount() + " calls", money.exact(total.getOldChargeMicros()),
        money.exact(total.getNewChargeMicros()), money.exact(total.getDifferenceMicros()), total.getCurrencyCode(), "");
  }

  private void print(RerateCallsSummary summary, PrintWriter out) {
    summary.getTotalsList().forEach(total -> print(total, out));
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
