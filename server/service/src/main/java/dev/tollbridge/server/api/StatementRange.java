package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.MicrosRange;
import dev.tollbridge.server.rpc.Months;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.ExportLedgerStatementRequest;
import dev.tollbridge.v1.GetLedgerStatementRequest;
import dev.tollbridge.v1.TimeRange;
import org.jspecify.annotations.Nullable;

/** The entries that a ledger statement adds up: those of a range of time, or of a calendar month. */
final class StatementRange {
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
    MicrosRange whole = Months.range(month, CsvForm.of(false, timeZone, checks).zone());
    checks.require(whole != null, "month", "must be a month such as 2026-11, from 2000-01 to 2099-12");
    return new OrganizationRows(checks.id("organization_id", organizationId), whole == null ? 0 : whole.fromMicros(),
        whole == null ? 0 : whole.toMicros());
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
