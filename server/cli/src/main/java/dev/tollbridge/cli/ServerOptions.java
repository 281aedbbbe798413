package dev.tollbridge.cli;

import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.money.Money;
import dev.tollbridge.server.ServerSettings;
import dev.tollbridge.server.storage.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an operator can set. */
final class ServerOptions {
  static final Duration LEAST_RETENTION = Duration.of(RatingEngine.RECORDS_NEEDED_MICROS, ChronoUnit.MICROS);

  @Option(names = Configuration.FILE_OPTION, paramLabel = "FILE",
      description = "Reads settings that are not given here from a file with lines such as listen = 127.0.0.1:9090, the"
          + " names of these options. Variables such as TOLLBRIDGE_LISTEN count before the file. Default:"
          + " TOLLBRIDGE_CONFIG.")
  @Nullable
  Path config;

  @Option(names = "--log-format", paramLabel = "text|json", defaultValue = "text",
      description = "How the log's lines are written. Default: ${DEFAULT-VALUE}.")
  LogFormat logFormat = LogFormat.TEXT;

  @Option(names = "--data", paramLabel = "DIR", defaultValue = "tollbridge-data",
      description = "Directory of logs and records, made if missing. Default: ./${DEFAULT-VALUE}.")
  Path data = Path.of("tollbridge-data");

  @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090",
      description = "Where gRPC is served; other addresses than loopback need TLS. Default: ${DEFAULT-VALUE}.")
  HostAndPort listen = new HostAndPort("127.0.0.1", 9090);

  @Option(names = "--http", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9091",
      description = "Where /metrics, /healthz and /readyz are served. Default: ${DEFAULT-VALUE}.")
  HostAndPort http = new HostAndPort("127.0.0.1", 9091);

  @Option(names = "--shards", paramLabel = "N",
      description = "Shards of a new data directory, 1 to 64; fixed when the directory is made. Default: 4.")
  @Nullable
  Integer shards;

  @Option(names = "--time-scale", paramLabel = "N", defaultValue = "1",
      description = "Runs engine time N times faster than the wall clock, 1 to 3600. For demonstrations and tests only;"
          + " fixed when the directory is made. Default: ${DEFAULT-VALUE}.")
  int timeScale = 1;

  @Option(names = "--lease", paramLabel = "DURATION", defaultValue = "2m",
      description = "Charging continues for this long after a bridge's last sign of life, by the wall clock, such as 90s"
          + " or 2m. Default: ${DEFAULT-VALUE}.")
  Duration lease = Duration.ofMinutes(2);

  @Option(names = "--orphan-timeout", paramLabel = "DURATION", defaultValue = "6h",
      description = "Legs of a bridge that is absent for this long are closed as of its last sign of life."
          + " Default: ${DEFAULT-VALUE}.")
  Duration orphanTimeout = Duration.ofHours(6);

  @Option(names = "--minimum-purchase", paramLabel = "AMOUNT", defaultValue = "50",
      description = "Least credit that one purchase can buy, in units of the organization's currency."
          + " Default: ${DEFAULT-VALUE}.")
  String minimumPurchase = "50";

  @Option(names = "--max-clock-ahead", paramLabel = "DURATION", defaultValue = "1d",
      description = "The server refuses to start when engine time is further ahead of the wall clock: one of the two was"
          + " wrong. Up to this, engine time runs at half speed until the wall clock has caught up."
          + " Default: ${DEFAULT-VALUE}.")
  Duration maxClockAhead = Duration.ofDays(1);

  @Mixin
  SecurityOptions security = new SecurityOptions();

  @Mixin
  ExportOptions export = new ExportOptions();

  @Option(names = "--snapshot-interval", paramLabel = "DURATION", defaultValue = "10m",
      description = "The longest time between two snapshots of a shard that has work. Default: ${DEFAULT-VALUE}.")
  Duration snapshotInterval = Duration.ofMinutes(10);

  @Option(names = "--retention", paramLabel = "DURATION",
      description = "Call records and ledger entries are deleted at this age in engine time, such as 400d; at least 107d."
          + " Default: they are kept forever.")
  @Nullable
  Duration retention;

  /** What is wrong with the options, naming the option; null when nothing is. */
  @Nullable
  String fault() {
    if (shards != null && (shards < 1 || shards > DataDirectory.MAX_SHARDS)) {
      return "--shards must be 1 to " + DataDirectory.MAX_SHARDS;
    }
    if (timeScale < 1 || timeScale > DataDirectory.MAX_TIME_SCALE) {
      return "--time-scale must be 1 to " + DataDirectory.MAX_TIME_SCALE;
    }
    if (!lease.isPositive() || !snapshotInterval.isPositive()) {
      return "--lease and --snapshot-interval must be above zero, such as 2m";
    }
    if (maxClockAhead.isNegative()) {
      return "--max-clock-ahead must not be below zero";
    }
    if (orphanTimeout.compareTo(lease) <= 0) {
      return "--orphan-timeout must be longer than --lease";
    }
    if (retention != null && retention.compareTo(LEAST_RETENTION) < 0) {
      return "--retention must be at least " + LEAST_RETENTION.toDays()
          + "d: a call may be booked 45 days late, and its"
          + " record is needed for 62 days from then on";
    }
    if (!export.isConsistent()) {
      return "--export-user and --export-password-file need --export-jdbc-url";
    }
    String insecurity = security.settings().fault(listen.address(), http.address());
    if (insecurity != null) {
      return insecurity;
    }
    try {
      return Money.parseMicros(minimumPurchase) > 0 ? null : "--minimum-purchase must be above zero";
    } catch (IllegalArgumentException e) {
      return "--minimum-purchase: " + e.getMessage();
    }
  }

  /** The settings; only when there is no {@link #fault}. */
  ServerSettings settings() {
    return new ServerSettings(data, listen.address(), http.address(), shards, timeScale, lease, orphanTimeout,
        Money.parseMicros(minimumPurchase), maxClockAhead, snapshotInterval, retention, export.target(),
        security.settings());
  }
}
