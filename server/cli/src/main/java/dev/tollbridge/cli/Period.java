package dev.tollbridge.cli;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.tollbridge.server.rpc.MicrosRange;
import dev.tollbridge.server.rpc.Months;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of a range of time: a month, or from one date or time to another. */
final class Period {
  @Option(names = "--month", paramLabel = "MONTH", description = "The whole month, such as 2026-11.")
  @Nullable
  String month;

  @Option(names = "--from", paramLabel = "DATE",
      description = "From this date on, such as 2026-11-01, or time, such as 2026-11-01T08:00:00+01:00.")
  @Nullable
  String from;

  @Option(names = "--to", paramLabel = "DATE",
      description = "Before this date or time: --from 2026-11-01 --to 2026-12-01 is November.")
  @Nullable
  String to;

  @Option(names = "--time-zone", paramLabel = "ZONE", defaultValue = "UTC",
      description = "In which days begin, and whose local times reports have, such as Europe/Berlin."
          + " Default: ${DEFAULT-VALUE}.")
  String timeZone = "UTC";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** The time zone for a report; empty: UTC. */
  String reportZone() {
    return timeZone.equals("UTC") ? "" : timeZone;
  }

  /** The range; without bounds where none is given. */
  TimeRange range() {
    if (month != null && (from != null || to != null)) {
      throw wrong("--month excludes --from and --to");
    }
    var range = TimeRange.newBuilder();
    if (month != null) {
      MicrosRange whole = Months.range(month, zone());
      if (whole == null) {
        throw wrong("--month must be such as 2026-11, not '" + month + "'");
      }
      return range.setFrom(Times.timestamp(whole.fromMicros())).setTo(Times.timestamp(whole.toMicros())).build();
    }
    if (from != null) {
      range.setFrom(Times.timestamp(time("--from", from)));
    }
    if (to != null) {
      range.setTo(Times.timestamp(time("--to", to)));
    }
    return range.build();
  }

  /** The range, with both bounds. */
  TimeRange closedRange() {
    TimeRange range = range();
    if (!range.hasFrom() || !range.hasTo()) {
      throw wrong("a range is needed: --month 2026-11, or --from and --to");
    }
    return range;
  }

  /** Notes that a month is not over; refuses one that has not begun. */
  void requireBegun(Output output) {
    if (month != null) {
      TimeRange whole = range();
      Timestamp now = Times.timestamp(Instant.now());
      if (Timestamps.compare(whole.getFrom(), now) > 0) {
        throw wrong("--month " + month + " has not begun");
      }
      if (Timestamps.compare(whole.getTo(), now) > 0) {
        output.note(month + " is not over: the figures are those of now");
      }
    }
  }

  /** The range in words. */
  String shown() {
    if (month != null) {
      return month;
    }
    String begin = from == null ? "the beginning" : from;
    return begin + " to " + (to == null ? "now" : to);
  }

  private Instant time(String option, String text) {
    try {
      return text.contains("T") ? OffsetDateTime.parse(text).toInstant() : start(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw wrong(option + " must be a date such as 2026-11-01, or a time with its offset such as"
          + " 2026-11-01T08:00:00Z, not '" + text + "'");
    }
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone()).toInstant();
  }

  /** In which days begin. */
  ZoneId zone() {
    try {
      return ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw wrong("--time-zone must be such as Europe/Berlin or UTC, not '" + timeZone + "'");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
