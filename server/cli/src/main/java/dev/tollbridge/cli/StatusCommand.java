package dev.tollbridge.cli;

import com.google.protobuf.Timestamp;
import dev.tollbridge.client.ConnectionOptions;
import dev.tollbridge.v1.Access;
import dev.tollbridge.v1.GetStatusRequest;
import dev.tollbridge.v1.GetStatusResponse;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows whether a server can be reached and serves, what it is, and how it is protected. */
@Command(name = "status", mixinStandardHelpOptions = true,
    description = "Shows which server commands would call, how they would be connected, whether it serves, what it is"
        + " and how it is protected.",
    footer = {"  tollbridge status", "  tollbridge status --profile production --json"})
final class StatusCommand implements Callable<Integer> {
  /** Health may be asked for by everybody, the rest may not. */
  private static final Set<Code> NOT_SHOWN = Set.of(Code.UNAUTHENTICATED, Code.PERMISSION_DENIED, Code.UNIMPLEMENTED);

  /**
   * What was found.
   *
   * @param server null when the caller may not see it
   */
  private record Found(ConnectionOptions options, ServingStatus health, long answeredMillis,
      @Nullable GetStatusResponse server) {
    private String text(Function<GetStatusResponse, ?> text) {
      return server == null ? "" : String.valueOf(text.apply(server));
    }

    private String time(Function<GetStatusResponse, Timestamp> time) {
      return server == null ? "" : Shown.time(time.apply(server));
    }
  }

  private static final Table<Found> STATUS = Table.of(Column.text("target", found -> found.options.target()),
      Column.text("connection", found -> found.options.tls() ? "TLS" : "plain text"),
      Column.text("identity", found -> found.options.hasToken() ? "token" : "none"),
      Column.text("health", found -> Shown.constant(found.health, "")),
      Column.number("answered_ms", Found::answeredMillis),
      Column.text("version", found -> found.text(GetStatusResponse::getVersion)),
      Column.number("level", found -> found.text(GetStatusResponse::getLevel)),
      Column.number("shards", found -> found.text(GetStatusResponse::getShardCount)),
      Column.text("access", found -> found.text(StatusCommand::access)),
      Column.text("ports", found -> found.text(StatusCommand::ports)),
      Column.number("active_legs", found -> found.text(GetStatusResponse::getActiveLegCount)),
      Column.number("known_bridges", found -> found.text(GetStatusResponse::getKnownBridgeCount)),
      Column.text("started", found -> found.time(GetStatusResponse::getStartTime)),
      Column.text("engine_time", found -> found.time(GetStatusResponse::getEngineTime)),
      Column.number("time_scale", found -> found.text(GetStatusResponse::getTimeScale)),
      Column.text("warnings", found -> found.text(server -> String.join("; ", server.getWarningsList()))),
      Column.text("not_ready", found -> found.text(server -> String.join("; ", server.getNotReadyList()))));

  @Mixin
  private ServerCall server = new ServerCall();

  private static String access(GetStatusResponse server) {
    if (server.getAccess() == Access.ACCESS_OPEN) {
      return "open: everybody on its machine may do everything";
    }
    return server.getClientCertificates() ? "a token or a client certificate is needed" : "a token is needed";
  }

  private static String ports(GetStatusResponse server) {
    return server.getTls() ? "TLS" : "plain text";
  }

  @Override
  public Integer call() throws Exception {
    ConnectionOptions options = server.options();
    return server.run(api -> {
      long beginNanos = System.nanoTime();
      ServingStatus health = HealthGrpc.newBlockingStub(api.channel()).check(HealthCheckRequest.getDefaultInstance())
          .getStatus();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos);
      server.output.one(STATUS, new Found(options, health, millis, details(api)));
      if (health != ServingStatus.SERVING) {
        throw CommandFailure.refused(options.target() + " does not take calls now; its /readyz has the reason");
      }
    });
  }

  private @Nullable GetStatusResponse details(Api api) {
    try {
      return api.maintenance().getStatus(GetStatusRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      if (!NOT_SHOWN.contains(e.getStatus().getCode())) {
        throw e;
      }
      server.output.note("more is shown to an administrator's, an operator's, finance's or a viewer's token: "
          + e.getStatus().getDescription());
      return null;
    }
  }
}
