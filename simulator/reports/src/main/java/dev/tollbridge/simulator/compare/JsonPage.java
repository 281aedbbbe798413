package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.output.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The result for programs: JSON, amounts as texts with all their decimals. */
public final class JsonPage {
  private final Comparison comparison;

  public JsonPage(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The whole result, in one line. */
  public String text() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("file", comparison.file());
    page.put("currency", comparison.currency());
    page.put("licences", comparison.licences());
    LicencePrice price = comparison.price();
    if (price != null) {
      page.put("licencePrice", amount(price.micros()));
      page.put("withLicences", amount(comparison.withLicencesMicros()));
    }
    page.put("byTheMinute", amount(comparison.byTheMinuteMicros()));
    page.put("withLicencesWithoutTheirPrice", amount(comparison.meteredMicros()));
    comparison.breakEvenPrice().ifPresent(breakEven -> page.put("breakEvenPrice", breakEven.toPlainString()));
    comparison.tried().ifPresent(tried -> tried(tried, page));
    page.put("months", comparison.months().stream().map(this::month).toList());
    page.put("organizers", comparison.organizers().stream().map(this::organizer).toList());
    page.put("reading", reading());
    page.put("assumptions", new Conclusion(comparison).assumptions());
    return Json.text(page);
  }

  private static void tried(Mixes.Tried tried, Map<String, Object> page) {
    page.put("bestMix", Map.of("licences", tried.best().licences()));
    page.put("bestMixTotal", amount(tried.best().totalMicros()));
    page.put("breakEvenLicences", tried.breakEven().map(Mixes.Mix::licences).orElse(0));
    page.put("numbersTried", tried.tried());
  }

  private Map<String, Object> month(Comparison.MonthPair pair) {
    LicenceModel.Month licensed = pair.licensed();
    Map<String, Object> month = new LinkedHashMap<>();
    month.put("month", pair.month().toString());
    month.put("calls", pair.calls());
    month.put("byTheMinute", amount(pair.byTheMinuteMicros()));
    month.put("poolMinutes", licensed.poolMinutes());
    month.put("poolMinutesUsed", licensed.usedMinutes());
    month.put("beyondPool", amount(licensed.overflowMicros()));
    month.put("neverIncluded", amount(licensed.meteredMicros()));
    month.put("organizersWithoutLicence", amount(licensed.unlicensedMicros()));
    month.put("licences", amount(comparison.licencesMicros()));
    return month;
  }

  private Map<String, Object> organizer(Organizer alone) {
    Map<String, Object> organizer = new LinkedHashMap<>();
    organizer.put("name", alone.name());
    organizer.put("calls", alone.calls());
    organizer.put("byTheMinute", amount(alone.byTheMinuteMicros()));
    organizer.put("withOwnLicenceWithoutItsPrice", amount(alone.meteredMicros()));
    organizer.put("worthPerMonth", alone.worthPerMonth(comparison.months().size()).toPlainString());
    return organizer;
  }

  private Map<String, Object> reading() {
    Comparison.Reading rows = comparison.reading();
    Map<String, Object> reading = new LinkedHashMap<>();
    reading.put("rowsUsed", rows.used());
    reading.put("rowsInOtherCurrencies", rows.otherCurrency());
    reading.put("rowsRepeated", rows.repeated());
    reading.put("rowsUnusable", rows.bad());
    reading.put("rowsOfOtherProducts", rows.ofOtherProducts());
    reading.put("pricedByDeck", rows.byDeck());
    reading.put("withoutRate", rows.withoutRate());
    reading.put("pricedByReport", rows.byReport());
    return reading;
  }

  private static String amount(long micros) {
    return Amounts.decimal(micros).toPlainString();
  }
}
