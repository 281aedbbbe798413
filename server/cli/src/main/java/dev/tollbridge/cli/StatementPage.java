package dev.tollbridge.cli;

import com.google.protobuf.Timestamp;
import dev.tollbridge.core.money.CurrencyFormat;
import dev.tollbridge.v1.GetLedgerStatementRequest;
import dev.tollbridge.v1.GetLedgerStatementResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerTotal;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListLedgerEntriesResponse;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.TimeRange;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;

/**
 * A statement as one HTML file that needs no other and is printed on A4.
 *
 * <p>Amounts are rounded to the currency's decimals so that each column adds up: an amount is by how much the rounded
 * balance changes.
 */
final class StatementPage {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ENGLISH);
  private static final String STYLE = """
      @page{size:A4;margin:18mm 16mm}
      :root{color-scheme:light}
      body{font:10.5pt/1.45 system-ui,"Segoe UI",Arial,sans-serif;color:#111;background:#fff;max-width:180mm;
      margin:2rem auto;padding:0 1rem}
      h1{font-size:17pt;margin:0 0 .2rem}h2{font-size:12pt;margin:1.6rem 0 .4rem;break-after:avoid}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:1rem 0}
      dt{color:#555}dd{margin:0}
      table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
      th,td{padding:.28rem .4rem;border-bottom:1px solid #ccc;text-align:left;vertical-align:top;white-space:nowrap}
      .text{white-space:normal;overflow-wrap:anywhere}
      th{font-weight:600}thead th{border-bottom:1.5pt solid #111}
      .n{text-align:right}
      .balance td{font-weight:600;border-bottom:1.5pt solid #111}
      thead{display:table-header-group}tr{break-inside:avoid}
      footer{margin-top:1.5rem;color:#555;font-size:9pt}
      @media print{body{max-width:none;margin:0;padding:0}}""";

  private final Api api;
  private final String id;
  private final TimeRange range;
  private final ZoneId zone;
  private final boolean withEntries;

  /** @param range the entries' book times; without bounds where there are none */
  StatementPage(Api api, String id, TimeRange range, ZoneId zone, boolean withEntries) {
    this.api = api;
    this.id = id;
    this.range = range;
    this.zone = zone;
    this.withEntries = withEntries;
  }

  void write(PrintWriter writer) {
    Organization organization = api.organization(id);
    GetLedgerStatementResponse statement = api.credits().getLedgerStatement(
        GetLedgerStatementRequest.newBuilder().setOrganizationId(id).setTimeRange(range).build());
    var money = new Money(statement.getCurrencyCode(), statement.getOpeningBalanceMicros());
    String title = "Statement, " + organization.getDisplayName() + ", " + period();
    writer.println("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" + escaped(title)
        + "</title><style>\n" + STYLE + "\n</style></head><body>");
    writer.println("<h1>Statement of Communications Credits</h1>\n<dl>"
        + term("Organization", organization.getDisplayName()
            + (organization.getDisplayName().equals(id) ? "" : " (" + id + ")"))
        + term("Country", organization.getCountryCode()) + term("Period", period())
        + term("Time zone", zone.getId()) + term("Currency", money.currency()) + "</dl>");
    summary(statement, money, writer);
    if (withEntries) {
      entries(statement, writer);
    }
    writer.println("<footer>Made " + escaped(time(Instant.now())) + " (" + escaped(zone.getId())
        + "). Calls that are still active are not in it. Amounts are rounded to the currency's smallest unit so that they"
        + " add up.</footer>\n</body></html>");
  }

  private void summary(GetLedgerStatementResponse statement, Money money, PrintWriter writer) {
    writer.println("<table><thead><tr><th>Kind</th><th class=\"n\">Entries</th><th class=\"n\">Amount "
        + escaped(money.currency()) + "</th></tr></thead><tbody>");
    writer.println(balance("Opening balance", money.balance(), 2));
    for (LedgerTotal total : statement.getTotalsList()) {
      writer.println(row("", cell(kind(total.getKind())), number(String.valueOf(total.getEntryCount())),
          number(money.change(total.getAmountMicros()))));
    }
    writer.println(balance("Closing balance", money.balance(), 2) + "</tbody></table>");
  }

  private void entries(GetLedgerStatementResponse statement, PrintWriter writer) {
    var money = new Money(statement.getCurrencyCode(), statement.getOpeningBalanceMicros());
    writer.println("<h2>Entries</h2>\n<table><thead><tr><th>Time</th><th>Kind</th><th>Reference</th>"
        + "<th class=\"n\">Amount</th><th class=\"n\">Balance</th></tr></thead><tbody>");
    Iterator<LedgerEntry> entries = Api.pages(
        token -> api.credits().listLedgerEntries(ListLedgerEntriesRequest.newBuilder().setOrganizationId(id)
            .setTimeRange(range).setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
        ListLedgerEntriesResponse::getEntriesList, ListLedgerEntriesResponse::getNextPageToken).iterator();
    // what was booked since the balances were read is left out
    long rest = statement.getTotalsList().stream().mapToLong(LedgerTotal::getEntryCount).sum();
    while (rest-- > 0 && entries.hasNext()) {
      LedgerEntry entry = entries.next();
      String amount = money.change(entry.getAmountMicros());
      writer.println(row("", cell(time(instant(entry.getBookTime()))), cell(kind(entry.getKind())),
          "<td class=\"text\">" + escaped(entry.getReference()
              + (entry.getDescription().isEmpty() ? "" : ": " + entry.getDescription())) + "</td>",
          number(amount), number(money.balance())));
    }
    writer.println(balance("Closing balance", money.balance(), 4) + "</tbody></table>");
    if (money.micros != statement.getClosingBalanceMicros()) {
      throw CommandFailure.refused("entries of the statement were deleted while it was read; ask for a later time");
    }
  }

  private String period() {
    String from = range.hasFrom() ? DAY.format(instant(range.getFrom()).atZone(zone)) : "the beginning";
    String last = range.hasTo() ? DAY.format(instant(range.getTo()).minusNanos(1).atZone(zone)) : "now";
    return from.equals(last) ? from : from + " to " + last;
  }

  private String time(Instant time) {
    return TIME.format(time.atZone(zone));
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static String kind(Enum<?> kind) {
    String shown = Shown.constant(kind, "LEDGER_ENTRY_KIND_");
    return shown.isEmpty() ? shown : shown.substring(0, 1).toUpperCase(Locale.ROOT) + shown.substring(1);
  }

  private static String term(String name, String text) {
    return "<dt>" + escaped(name) + "</dt><dd>" + escaped(text) + "</dd>";
  }

  private static String balance(String name, String amount, int width) {
    return row(" class=\"balance\"", "<td colspan=\"" + width + "\">" + escaped(name) + "</td>", number(amount));
  }

  private static String row(String attributes, String... cells) {
    return "<tr" + attributes + ">" + String.join("", cells) + "</tr>";
  }

  private static String cell(String text) {
    return "<td>" + escaped(text) + "</td>";
  }

  private static String number(String text) {
    return "<td class=\"n\">" + escaped(text) + "</td>";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A balance that changes, rounded. */
  private static final class Money {
    private final String currency;
    private final CurrencyFormat format;
    private long micros;

    Money(String currency, long micros) {
      this.currency = currency;
      this.micros = micros;
      format = CurrencyFormat.of(currency);
    }

    String currency() {
      return currency;
    }

    String balance() {
      return format.rounded(micros);
    }

    /** Changes the balance, and returns by how much it seems to change. */
    String change(long byMicros) {
      long before = format.units(micros);
      micros = Math.addExact(micros, byMicros);
      return format.shown(format.units(micros) - before);
    }
  }
}
