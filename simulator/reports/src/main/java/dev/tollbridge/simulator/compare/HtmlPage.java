package dev.tollbridge.simulator.compare;

import java.util.List;
import java.util.stream.Collectors;

/** The result as one HTML file that needs no other: tables, bars, light and dark. */
public final class HtmlPage {
  private static final int ORGANIZERS_SHOWN = 500;
  private static final int BAR_WIDTH = 520;
  private static final int ROW_HEIGHT = 46;
  private static final String STYLE = """
      :root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--line:#d5dbe3;
      --minute:#2f6fb3;--licence:#c9772b;--soft:#f3f5f8}
      @media(prefers-color-scheme:dark){:root{--ink:#e5e9ef;--paper:#161a20;--line:#3a424d;
      --minute:#6aa7e8;--licence:#e8a25f;--soft:#1f252d}}
      body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:75rem;
      margin:2rem auto;padding:0 1rem}
      h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
      .verdict{background:var(--soft);border-left:.4rem solid var(--minute);padding:.8rem 1rem;font-size:1.15rem}
      .wide{overflow-x:auto}
      table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}
      th,td{padding:.3rem .45rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
      th{white-space:normal;vertical-align:bottom}th:first-child,td:first-child{text-align:left}
      svg{max-width:100%;height:auto}svg text{fill:var(--ink);font-size:12px}
      .minute{fill:var(--minute)}.licence{fill:var(--licence)}""";

  private final Comparison comparison;
  private final Conclusion conclusion;

  public HtmlPage(Comparison comparison) {
    this.comparison = comparison;
    this.conclusion = new Conclusion(comparison);
  }

  /** The whole file. */
  public String text() {
    String title = "By the minute or with licences? " + escaped(comparison.file()) + ", " + conclusion.period();
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        + "content=\"width=device-width,initial-scale=1\"><title>" + title + "</title><style>" + STYLE
        + "</style></head><body>\n<h1>" + title + "</h1>\n<p class=\"verdict\">" + escaped(conclusion.verdict())
        + "</p>\n" + list(conclusion.turningPoints()) + bars() + months() + organizers() + "<h2>Assumptions</h2>\n"
        + list(conclusion.assumptions()) + "</body></html>\n";
  }

  private String bars() {
    long largest = comparison.months().stream()
        .mapToLong(month -> Math.max(month.byTheMinuteMicros(), licensedMicros(month))).max().orElse(0);
    StringBuilder svg = new StringBuilder(
        "<h2>Month by month</h2>\n<svg role=\"img\" aria-label=\"Costs of each month\" ")
        .append("viewBox=\"0 0 760 ").append(comparison.months().size() * ROW_HEIGHT).append("\">");
    int top = 0;
    for (Comparison.MonthPair month : comparison.months()) {
      svg.append("<text x=\"0\" y=\"").append(top + 24).append("\">").append(month.month()).append("</text>");
      bar(svg, top + 4, "minute", month.byTheMinuteMicros(), largest);
      bar(svg, top + 22, "licence", licensedMicros(month), largest);
      top += ROW_HEIGHT;
    }
    return svg.append("</svg>\n<p>Upper bar: by the minute. Lower bar: with ").append(conclusion.licences())
        .append(comparison.price() == null ? ", without their own price" : "").append(".</p>\n").toString();
  }

  private void bar(StringBuilder svg, int top, String kind, long micros, long largest) {
    long width = largest == 0 ? 0 : Amounts.part(micros, BAR_WIDTH, largest);
    svg.append("<rect class=\"").append(kind).append("\" x=\"70\" y=\"").append(top).append("\" width=\"").append(width)
        .append("\" height=\"15\"/><text x=\"").append(width + 76).append("\" y=\"").append(top + 12).append("\">")
        .append(escaped(conclusion.money(micros))).append("</text>");
  }

  private String months() {
    String rows = comparison.months().stream().map(month -> cells("td", month.month().toString(),
        Amounts.count(month.calls()), conclusion.amount(month.byTheMinuteMicros()),
        comparison.price() == null ? "?" : conclusion.amount(comparison.licencesMicros()),
        conclusion.amount(month.licensed().overflowMicros()), conclusion.amount(month.licensed().meteredMicros()),
        conclusion.amount(month.licensed().unlicensedMicros()), conclusion.amount(licensedMicros(month)),
        Amounts.count(month.licensed().usedMinutes()) + " of " + Amounts.count(month.licensed().poolMinutes())))
        .collect(Collectors.joining());
    return "<div class=\"wide\"><table>" + cells("th", "Month", "Calls", "By the minute", "Licences", "Beyond the pool",
        "Never included", "Without licence", "With licences", "Pool minutes") + rows
        + cells("th", "Total", "", conclusion.amount(comparison.byTheMinuteMicros()), "", "", "", "",
            conclusion.amount(comparison.withLicencesMicros()), "")
        + "</table></div>\n";
  }

  private String organizers() {
    List<Organizer> organizers = comparison.organizers();
    int months = comparison.months().size();
    String rows = organizers.stream().limit(ORGANIZERS_SHOWN).map(organizer -> cells("td", organizer.name(),
        Amounts.count(organizer.calls()), conclusion.amount(organizer.byTheMinuteMicros()),
        conclusion.amount(organizer.meteredMicros()),
        Amounts.shown(organizer.worthPerMonth(months), comparison.decimals()), cheaper(organizer)))
        .collect(Collectors.joining());
    return "<h2>Organizers, each alone with a licence of its own</h2>\n<div class=\"wide\"><table>"
        + cells("th", "Organizer", "Calls", "By the minute", "From credits with a licence",
            "A licence is worth a month",
            "Cheaper")
        + rows + "</table></div>\n" + (organizers.size() > ORGANIZERS_SHOWN
            ? "<p>And " + (organizers.size() - ORGANIZERS_SHOWN) + " more, for whom a licence is worth less.</p>\n"
            : "");
  }

  private String cheaper(Organizer organizer) {
    LicencePrice price = comparison.price();
    if (price == null) {
      return "?";
    }
    return organizer.isCheaperWithLicence(price.micros(), comparison.months().size()) ? "licence" : "by the minute";
  }

  private long licensedMicros(Comparison.MonthPair month) {
    return month.licensed().totalMicros() + comparison.licencesMicros();
  }

  private static String cells(String tag, String... texts) {
    StringBuilder row = new StringBuilder("<tr>");
    for (String text : texts) {
      row.append('<').append(tag).append('>').append(escaped(text)).append("</").append(tag).append('>');
    }
    return row.append("</tr>\n").toString();
  }

  private static String list(List<String> items) {
    return items.stream().map(item -> "<li>" + escaped(item) + "</li>\n").collect(Collectors.joining("", "<ul>\n",
        "</ul>\n"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
