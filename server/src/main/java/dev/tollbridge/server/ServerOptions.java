package dev.tollbridge.server;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an operator can set. */
final class ServerOptions {
  static final int MAX_SHARDS = 64;
  static final int MAX_TIME_SCALE = 3_600;

  @Option(names = "--data", paramLabel = "DIR", defaultValue = "tollbridge-data", description = "Directory of logs and records, made if missing. Default: ./${DEFAULT-VALUE}.")
  Path data = Path.of("tollbridge-data");

  @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090", description = "Where gRPC is served. Default: ${DEFAULT-VALUE}.")
  HostAndPort listen = new HostAndPort("127.0.0.1", 9090);

  @Option(names = "--http", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9091", description = "Where /metrics, /healthz and /readyz are served. Default: ${DEFAULT-VALUE}.")
  HostAndPort http = new HostAndPort("127.0.0.1", 9091);

  @Option(names = "--shards", paramLabel = "N", defaultValue = "4", description = "Shards of a new data directory, 1 to "
      + MAX_SHARDS
      + "; fixed when the directory is made. Default: ${DEFAULT-VALUE}.")
  int shards = 4;

  @Option(names = "--time-scale", paramLabel = "N", defaultValue = "1", description = "Runs engine time N times faster than the wall clock, 1 to "
      + MAX_TIME_SCALE
      + ". For demonstrations and tests only; fixed when the directory is made. Default: ${DEFAULT-VALUE}.")
  int timeScale = 1;

  @Option(names = "--lease", paramLabel = "DURATION", defaultValue = "PT2M", description = "Charging goes on for this long after a bridge's last sign of life, by the wall clock, as ISO 8601."
      + " Default: ${DEFAULT-VALUE}.")
  Duration lease = Duration.ofMinutes(2);

  @Option(names = "--orphan-timeout", paramLabel = "DURATION", defaultValue = "PT6H", description = "Legs of a bridge that stays away for this long are closed as at its last sign of life."
      + " Default: ${DEFAULT-VALUE}.")
  Duration orphanTimeout = Duration.ofHours(6);

  @Option(names = "--minimum-purchase", paramLabel = "AMOUNT", defaultValue = "50", description = "Least credit that can be bought at once, in units of the organization's currency."
      + " Default: ${DEFAULT-VALUE}.")
  String minimumPurchase = "50";

  @Mixin
  ExportOptions export = new ExportOptions();
}
