package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.scenario.Attendance;
import dev.tollbridge.simulator.scenario.ConferenceSize;
import dev.tollbridge.simulator.scenario.CountryWeights;
import dev.tollbridge.simulator.scenario.OrganizationShares;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of attendance. */
final class AttendanceOptions {
  @Option(names = "--organization-shares", paramLabel = "SHARES", defaultValue = "hot:50")
  private OrganizationShares shares = Attendance.PLAIN.shares();
  @Option(names = "--conference-size", paramLabel = "SIZE", defaultValue = "uniform:1-12")
  private ConferenceSize size = Attendance.PLAIN.size();
  @Option(names = "--join-spread", paramLabel = "TIME")
  private @Nullable Duration joinSpread;
  @Option(names = "--dial-out-countries", paramLabel = "WEIGHTS")
  private @Nullable CountryWeights dialled;
  @Option(names = "--caller-countries", paramLabel = "WEIGHTS")
  private @Nullable CountryWeights callers;

  Attendance value() {
    return new Attendance(size, joinSpread, shares, orAny(dialled), orAny(callers));
  }

  private static CountryWeights orAny(@Nullable CountryWeights weights) {
    return weights == null ? CountryWeights.ANY : weights;
  }
}
