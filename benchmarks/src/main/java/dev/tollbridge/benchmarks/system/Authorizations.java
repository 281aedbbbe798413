package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.LoadCourse.Part;
import dev.tollbridge.benchmarks.system.Row.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Dial-outs that are authorized before they start, while legs of all bridges are answered and ended. */
final class Authorizations {
  private static final int LEGS_PER_SECOND = 10_000;
  /** Over half of the legs are authorized. */
  private static final String MIX = "toll=35,tollfree=13,dialout=52";
  /** Until as many legs end as start. */
  private static final int FILLING_SECONDS = 4;

  private Authorizations() {}

  static List<Row> measure(Processes processes, Path directory, int seconds) throws IOException, InterruptedException {
    try (var server = ServerProcess.start(processes, directory, "2g")) {
      LoadPlan plan = LoadPlan.of(LEGS_PER_SECOND, FILLING_SECONDS + seconds).with("--authorize", 100)
          .with("--mix", MIX)
          .with("--hold", "fixed:2s");
      // slower at first, for the compilers
      LoadResult _ = Load.play(processes, directory, server, plan.with("--arrivals", "ramp:10,100"));
      LoadResult load = Load.play(processes, directory, server, plan);
      Part steady = load.course().betweenSeconds(FILLING_SECONDS, FILLING_SECONDS + seconds);
      Histogram responses = steady.latencies("authorize");
      double perSecond = responses.getTotalCount() * load.allowedShare() / steady.seconds();
      return List.of(
          Row.of("authorize.rate", "AuthorizeLeg beside 20,000 events/s, of 5,200 a second", perSecond, "1/s")
              .withGoal(Goal.atLeast(5_000)),
          Row.of("authorize.p50", "the same: half answered in", LoadCourse.millis(responses, 50), "ms"),
          Row.of("authorize.p99", "the same: 99 % answered in", LoadCourse.millis(responses, 99), "ms")
              .withGoal(Goal.atMost(20)),
          Row.of("authorize.ack.p99", "the same: 99 % of the events acknowledged in",
              LoadCourse.millis(steady.latencies("ack"), 99), "ms"));
    }
  }
}
