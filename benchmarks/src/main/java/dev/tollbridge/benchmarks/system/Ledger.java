package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.LoadCourse.Part;
import dev.tollbridge.benchmarks.system.PostgresLedger.Figure;
import dev.tollbridge.benchmarks.system.PostgresLedger.Shape;
import dev.tollbridge.benchmarks.system.Row.Baseline;
import dev.tollbridge.benchmarks.system.Row.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Charges of a whole Tollbridge next to those of a ledger in PostgreSQL, one after the other. What a charge costs is
 * judged by the CPU of the database and of the server: PostgreSQL's charges come as fast as it makes them, Tollbridge's
 * only as fast as the clock lets them fall due, and its client checks each one.
 */
final class Ledger {
  private static final double TIMES_UNIFORM = 15;
  private static final double TIMES_GROUPED = 8;
  private static final int LEGS_PER_SECOND = 5_000;

  private Ledger() {}

  /**
   * @param duration of each shape of PostgreSQL's charges, without its warm-up
   * @param loadSeconds for which legs of Tollbridge start, and for which they are then charged, 5 minutes a second each
   */
  static List<Row> measure(Processes processes, Path directory, Duration duration, int loadSeconds)
      throws IOException, InterruptedException {
    Figure uniform;
    Figure grouped;
    Figure single;
    try (PostgresLedger postgres = PostgresLedger.start(directory)) {
      Duration warmUp = duration.dividedBy(2);
      uniform = postgres.measure(Shape.UNIFORM, warmUp, duration);
      grouped = postgres.measure(Shape.GROUPED, warmUp, duration);
      single = postgres.measure(Shape.SINGLE, warmUp, duration);
    } catch (SQLException failed) {
      throw new MeasureException("PostgreSQL's ledger failed: " + failed.getMessage());
    }
    int legs = LEGS_PER_SECOND * loadSeconds;
    Part own = new LastingLegs(processes, directory, false).charged(LEGS_PER_SECOND, legs, loadSeconds);
    return rows(uniform, grouped, single,
        new Figure(own.perSecond(LastingLegs.CHARGES), own.serverCpuMicros() / own.count(LastingLegs.CHARGES)),
        LastingLegs.chargesDue(legs));
  }

  private static List<Row> rows(Figure uniform, Figure grouped, Figure single, Figure own, int due) {
    String rate = "charges/s streamed and checked, of " + Row.number(due) + "/s that fall due";
    String cost = "server CPU for each";
    return List.of(
        Row.of("ledger.postgres.uniform", "PostgreSQL, batches: charges/s, 10,000 organizations",
            uniform.chargesPerSecond(), "1/s"),
        Row.of("ledger.postgres.uniform.cpu", "PostgreSQL, batches, 10,000 organizations: CPU a charge",
            uniform.cpuMicros(), "µs"),
        Row.of("ledger.postgres.grouped", "PostgreSQL, batches: charges/s, 8 organizations",
            grouped.chargesPerSecond(), "1/s"),
        Row.of("ledger.postgres.grouped.cpu", "PostgreSQL, batches, 8 organizations: CPU a charge",
            grouped.cpuMicros(), "µs"),
        Row.of("ledger.postgres.single", "PostgreSQL, a call for each: charges/s", single.chargesPerSecond(), "1/s"),
        Row.of("ledger.uniform", rate, own.chargesPerSecond(), "1/s")
            .withBaseline(new Baseline("PostgreSQL uniform", uniform.chargesPerSecond())),
        Row.of("ledger.grouped", rate, own.chargesPerSecond(), "1/s")
            .withBaseline(new Baseline("PostgreSQL grouped", grouped.chargesPerSecond())),
        Row.of("ledger.uniform.cpu", cost, own.cpuMicros(), "µs")
            .withGoal(Goal.atMost(uniform.cpuMicros() / TIMES_UNIFORM))
            .withBaseline(new Baseline("PostgreSQL uniform", uniform.cpuMicros())),
        Row.of("ledger.grouped.cpu", cost, own.cpuMicros(), "µs")
            .withGoal(Goal.atMost(grouped.cpuMicros() / TIMES_GROUPED))
            .withBaseline(new Baseline("PostgreSQL grouped", grouped.cpuMicros())));
  }
}
