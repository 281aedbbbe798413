package dev.tollbridge.benchmarks.system;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What one shard's engine needs to charge a minute of a leg, without log and streams, from JMH. */
final class EngineCharge {
  private EngineCharge() {}

  /** With a million legs active. */
  static Row measure(Processes processes, Path directory) throws IOException, InterruptedException {
    JsonObject result = Jmh.run(processes, directory, List.of("ChargeTickBenchmark\\.minute$", "-p",
        "legCount=1000000", "-p", "organizationCount=10000", "-f", "1", "-wi", "2", "-i", "3", "-w", "1s", "-r", "1s"))
        .get(0).getAsJsonObject();
    double minutesPerSecond = result.getAsJsonObject("secondaryMetrics").getAsJsonObject("minutes").get("score")
        .getAsDouble();
    return Row.of("engine.charge", "engine alone: a minute of one of a million legs charged", 1e9 / minutesPerSecond,
        "ns");
  }
}
