package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.MicrosRange;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.ExportLedgerStatementRequest;
import dev.tollbridge.v1.GetLedgerStatementRequest;
import dev.tollbridge.v1.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The entries that a ledger statement adds up: those of a range of time, or of a calendar month. */
final class StatementRange {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2099;

  private StatementRange() {}

  static OrganizationRows of(GetLedgerStatementRequest request, RequestChecks checks) {
    checks.require(request.getTimeZone().isEmpty() || !request.getMonth().isEmpty(), "time_zone",
        "is that of the month, which is missing");
    return of(request.getOrganizationId(), request.hasTimeRange() ? request.getTimeRange() : null, request.getMonth(),
        request.getTimeZone(), checks);
  }

  static OrganizationRows of(ExportLedgerStatementRequest request, RequestChecks checks) {
    return of(request.getOrganizationId(), request.hasTimeRange() ? request.getTimeRange() : null, request.getMonth(),
        request.getTimeZone(), checks);
  }

  private static OrganizationRows of(String organizationId, @Nullable TimeRange range, String month, String timeZone,
      RequestChecks checks) {
    if (month.isEmpty()) {
      return OrganizationRows.of(organizationId, range == null ? TimeRange.getDefaultInstance() : range, checks);
    }
    checks.require(range == null, "month", "cannot be given together with time_range");
    MicrosRange whole = month(month, CsvForm.of(false, timeZone, checks).zone(), checks);
    return new OrganizationRows(checks.id("organization_id", organizationId), whole.fromMicros(), whole.toMicros());
  }

  private static MicrosRange month(String text, ZoneId zone, RequestChecks checks) {
    YearMonth month = parsed(text);
    checks.require(month != null, "month", "must be a month such as 2026-11, from 2000-01 to 2099-12");
    YearMonth known = month == null ? YearMonth.of(FIRST_YEAR, 1) : month;
    return new MicrosRange(start(known, zone), start(known.plusMonths(1), zone));
  }

  private static @Nullable YearMonth parsed(String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      return month.getYear() < FIRST_YEAR || month.getYear() > LAST_YEAR ? null : month;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static long start(YearMonth month, ZoneId zone) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, month.atDay(1).atStartOfDay(zone).toInstant());
  }

  /** The range's bounds, as far as it has any. */
  static TimeRange encode(OrganizationRows rows) {
    var range = TimeRange.newBuilder();
    if (rows.fromMicros() != Long.MIN_VALUE) {
      range.setFrom(Times.timestamp(rows.fromMicros()));
    }
    if (rows.toMicros() != Long.MAX_VALUE) {
      range.setTo(Times.timestamp(rows.toMicros()));
    }
    return range.build();
  }
}
