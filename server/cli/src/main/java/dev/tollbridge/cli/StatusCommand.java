package dev.tollbridge.cli;

import dev.tollbridge.client.ConnectionOptions;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows whether a server can be reached and serves. */
@Command(name = "status", mixinStandardHelpOptions = true,
    description = "Shows which server commands would call, how they would be connected, and whether it serves.",
    footer = {"  tollbridge status", "  tollbridge status --profile production --json"})
final class StatusCommand implements Callable<Integer> {
  /** What was found. */
  private record Status(String target, String connection, String identity, String health, long answeredMillis) {}

  private static final Table<Status> STATUS = Table.of(Column.text("target", Status::target),
      Column.text("connection", Status::connection), Column.text("identity", Status::identity),
      Column.text("health", Status::health), Column.number("answered_ms", Status::answeredMillis));

  @Mixin
  private ServerCall server = new ServerCall();

  @Override
  public Integer call() throws Exception {
    ConnectionOptions options = server.options();
    return server.run(api -> {
      long beginNanos = System.nanoTime();
      ServingStatus health = HealthGrpc.newBlockingStub(api.channel()).check(HealthCheckRequest.getDefaultInstance())
          .getStatus();
      server.output.one(STATUS, new Status(options.target(), options.tls() ? "TLS" : "plain text",
          options.hasToken() ? "token" : "none", Shown.constant(health, ""),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos)));
      if (health != ServingStatus.SERVING) {
        throw CommandFailure.refused(options.target() + " does not take calls now; its /readyz has the reason");
      }
    });
  }
}
