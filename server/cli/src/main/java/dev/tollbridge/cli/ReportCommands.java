package dev.tollbridge.cli;

import dev.tollbridge.v1.CallTypeTotal;
import dev.tollbridge.v1.ExportLedgerStatementRequest;
import dev.tollbridge.v1.ExportLedgerStatementResponse;
import dev.tollbridge.v1.ExportUsageReportRequest;
import dev.tollbridge.v1.ExportUsageReportResponse;
import dev.tollbridge.v1.GetLedgerStatementRequest;
import dev.tollbridge.v1.GetLedgerStatementResponse;
import dev.tollbridge.v1.LedgerTotal;
import dev.tollbridge.v1.ListOrganizerTotalsRequest;
import dev.tollbridge.v1.ListOrganizerTotalsResponse;
import dev.tollbridge.v1.OrganizerTotal;
import dev.tollbridge.v1.TimeRange;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports for finance. */
@Command(name = "report", mixinStandardHelpOptions = true,
    description = "Writes usage reports, totals by organizer, and statements.")
final class ReportCommands {
  @Command(name = "usage", mixinStandardHelpOptions = true,
      description = "Writes the usage report, a CSV file with a row for each call.", footer = {
        "  tollbridge report usage acme --month 2026-11 --out acme-2026-11.csv",
        "  tollbridge report usage acme --month 2026-11 --time-zone Europe/Berlin --excel --out acme-2026-11.csv"})
  int usage(@Mixin ServerCall server, @Mixin Period period,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String id,
      @Option(names = "--excel", description = "For Excel: local times, and numbers kept as text.") boolean excel,
      @Option(names = "--exact", description = "Adds the exact amounts in micros.") boolean exact,
      @Option(names = "--rerated",
          description = "Adds the charges that apply after re-ratings, and refunds.") boolean rerated)
      throws Exception {
    requireCsv(server);
    var request = ExportUsageReportRequest.newBuilder().setOrganizationId(id).setTimeRange(period.range())
        .setTimeZone(period.reportZone()).setExcel(excel).setExactAmounts(exact).setReratedCharge(rerated).build();
    return server
        .run(api -> server.output.file(api.records().exportUsageReport(request), ExportUsageReportResponse::getChunk));
  }

  private static void requireCsv(ServerCall server) {
    if (server.output.form() == Output.Form.JSON) {
      throw server.wrong("this report is a CSV file: leave out --json. As JSON, see: tollbridge call list --json");
    }
  }

  /** Totals of an organizer's calls of one type. */
  private record Total(String organizer, CallTypeTotal total, String currency) {}

  /** What the rows so far add up to. */
  private static final class Sums {
    private String currency = "";
    private long calls;
    private long nowMicros;
    private long refundedMicros;

    private List<Total> add(ListOrganizerTotalsResponse page) {
      List<Total> totals = totals(page);
      currency = page.getCurrencyCode();
      totals.forEach(each -> {
        calls += each.total().getCallCount();
        nowMicros = Math.addExact(nowMicros, each.total().getReratedChargeMicros());
        refundedMicros = Math.addExact(refundedMicros, each.total().getRefundedMicros());
      });
      return totals;
    }

    private String shown() {
      return "total " + calls + " calls: " + Amount.shown(nowMicros, currency) + (refundedMicros == 0
          ? ""
          : ", of which " + Amount.shown(refundedMicros, currency) + " were refunded");
    }
  }

  @Command(name = "organizers", mixinStandardHelpOptions = true,
      description = "Adds up what each organizer's calls cost, by call type.", footer = {
        "  tollbridge report organizers acme --month 2026-11",
        "  tollbridge report organizers acme --month 2026-11 -o csv --out spent.csv"})
  int organizers(@Mixin ServerCall server, @Mixin Period period,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String id) throws Exception {
    TimeRange range = period.range();
    var sums = new Sums();
    return server.run(api -> {
      server.output.list(Table.<Total>of(Column.text("organizer", Total::organizer),
          Column.text("call_type", each -> Shown.callType(each.total().getCallType())),
          Column.number("calls", each -> each.total().getCallCount()),
          Column.number("seconds", each -> each.total().getDurationSeconds()),
          Column.number("billed_seconds", each -> each.total().getBilledSeconds()),
          Column.number("charge", each -> Amount.decimal(each.total().getChargeMicros(), each.currency())),
          Column.number("charge_now", each -> Amount.decimal(each.total().getReratedChargeMicros(), each.currency())),
          Column.number("refunded", each -> Amount.decimal(each.total().getRefundedMicros(), each.currency())),
          Column.text("currency", Total::currency)),
          Api.pages(
              token -> api.records().listOrganizerTotals(ListOrganizerTotalsRequest.newBuilder().setOrganizationId(id)
                  .setTimeRange(range).setReratedCharges(true).setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
              sums::add, ListOrganizerTotalsResponse::getNextPageToken));
      server.output.note(sums.shown());
    });
  }

  private static List<Total> totals(ListOrganizerTotalsResponse page) {
    List<Total> totals = new ArrayList<>();
    for (OrganizerTotal organizer : page.getOrganizerTotalsList()) {
      organizer.getTotalsList()
          .forEach(total -> totals.add(new Total(organizer.getOrganizerId(), total, page.getCurrencyCode())));
    }
    return totals;
  }

  /** A line of a statement. */
  private record Line(String kind, String entries, String amount, String currency) {}

  @Command(name = "statement", mixinStandardHelpOptions = true,
      description = "Shows the statement of a month or another time: opening balance, totals by"
          + " kind, closing balance. With --entries it is a CSV file with every entry, with --html a page to print.",
      footer = {
        "  tollbridge report statement acme --month 2026-11",
        "  tollbridge report statement acme --month 2026-11 --time-zone Europe/Berlin --html --out acme.html",
        "  tollbridge report statement acme --month 2026-11 --entries --excel --time-zone Europe/Berlin --out acme.csv"})
  int statement(@Mixin ServerCall server, @Mixin Period period,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String id,
      @Option(names = "--entries", description = "Writes every entry, as CSV or with --html.") boolean entries,
      @Option(names = "--html",
          description = "Writes an HTML page that is printed on A4, and needs no other file.") boolean html,
      @Option(names = "--excel",
          description = "For Excel: local times, and texts kept as text; implies --entries.") boolean excel)
      throws Exception {
    TimeRange range = period.range();
    period.requireBegun(server.output);
    if (html) {
      return page(server, period, id, entries, excel);
    }
    if (entries || excel) {
      requireCsv(server);
      var request = ExportLedgerStatementRequest.newBuilder().setOrganizationId(id).setTimeRange(range)
          .setTimeZone(period.reportZone()).setExcel(excel).build();
      return server.run(api -> server.output.file(api.credits().exportLedgerStatement(request),
          ExportLedgerStatementResponse::getChunk));
    }
    return server.run(api -> {
      GetLedgerStatementResponse statement = api.credits().getLedgerStatement(
          GetLedgerStatementRequest.newBuilder().setOrganizationId(id).setTimeRange(range).build());
      if (server.output.form() == Output.Form.JSON) {
        server.output.write(writer -> writer.println(Table.json(statement)));
        return;
      }
      server.output.list(Table.of(Column.text("kind", Line::kind), Column.number("entries", Line::entries),
          Column.number("amount", Line::amount), Column.text("currency", Line::currency)), lines(statement));
    });
  }

  private static int page(ServerCall server, Period period, String id, boolean entries, boolean excel)
      throws Exception {
    if (excel || server.output.form() != Output.Form.TABLE) {
      throw server.wrong("--html is a form of its own: leave out --excel, --json and -o");
    }
    TimeRange range = period.range();
    return server.run(api -> server.output.write(
        writer -> new StatementPage(api, id, range, period.zone(), entries).write(writer)));
  }

  private static List<Line> lines(GetLedgerStatementResponse statement) {
    String currency = statement.getCurrencyCode();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("opening balance", "", Amount.decimal(statement.getOpeningBalanceMicros(), currency), currency));
    for (LedgerTotal total : statement.getTotalsList()) {
      lines.add(new Line(Shown.constant(total.getKind(), "LEDGER_ENTRY_KIND_"), String.valueOf(total.getEntryCount()),
          Amount.decimal(total.getAmountMicros(), currency), currency));
    }
    lines.add(new Line("closing balance", "", Amount.decimal(statement.getClosingBalanceMicros(), currency), currency));
    return lines;
  }
}
