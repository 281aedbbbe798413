package dev.tollbridge.simulator.compare;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The result as plain text. */
public final class TextPage {
  private static final int ORGANIZERS_SHOWN = 20;
  private static final String MONTH_ROW = "%-8s %9s %14s %14s %14s %14s %14s  %s";
  private static final String ORGANIZER_ROW = "%-36s %8s %14s %14s %14s  %s";

  private final Comparison comparison;
  private final Conclusion conclusion;
  private final PrintStream to;

  public TextPage(Comparison comparison, PrintStream to) {
    this.comparison = comparison;
    this.conclusion = new Conclusion(comparison);
    this.to = to;
  }

  /** Prints the page. */
  public void print() {
    to.println(comparison.file() + ": " + Amounts.count(comparison.reading().used()) + " calls of "
        + Amounts.count(comparison.organizers().size())
        + " organizers, " + conclusion.period());
    to.println();
    to.println(conclusion.verdict());
    conclusion.turningPoints().forEach(to::println);
    months();
    organizers();
    to.println("Assumptions:");
    conclusion.assumptions().forEach(note -> to.println("- " + note));
    to.flush();
  }

  private void months() {
    to.println();
    to.println("Month by month, " + comparison.currency() + ", with " + conclusion.licences());
    row(String.format(Locale.ROOT, MONTH_ROW, "", "calls", "by the minute", "licences", "from credits", "not licensed",
        "with licences",
        "pool minutes"));
    for (Comparison.MonthPair month : comparison.months()) {
      LicenceModel.Month licensed = month.licensed();
      row(String.format(Locale.ROOT, MONTH_ROW, month.month(), Amounts.count(month.calls()),
          conclusion.amount(month.byTheMinuteMicros()),
          licencesMicros(),
          conclusion.amount(licensed.overflowMicros() + licensed.meteredMicros()),
          conclusion.amount(licensed.unlicensedMicros()),
          conclusion.amount(licensed.totalMicros() + comparison.licencesMicros()),
          Amounts.count(licensed.usedMinutes()) + " of " + Amounts.count(licensed.poolMinutes())));
    }
    row(String.format(Locale.ROOT, MONTH_ROW, "total",
        Amounts.count(comparison.months().stream().mapToLong(Comparison.MonthPair::calls).sum()),
        conclusion.amount(comparison.byTheMinuteMicros()), "", "", "",
        conclusion.amount(comparison.withLicencesMicros()), ""));
    to.println();
  }

  private String licencesMicros() {
    return comparison.price() == null ? "?" : conclusion.amount(comparison.licencesMicros());
  }

  private void organizers() {
    List<Organizer> organizers = comparison.organizers();
    int months = comparison.months().size();
    to.println("Organizers, each alone with a licence of its own, " + comparison.currency());
    row(String.format(Locale.ROOT, ORGANIZER_ROW, "", "calls", "by the minute", "from credits", "worth a month",
        "cheaper"));
    organizers.stream().limit(ORGANIZERS_SHOWN)
        .forEach(organizer -> row(String.format(Locale.ROOT, ORGANIZER_ROW, shortened(organizer.name()),
            Amounts.count(organizer.calls()), conclusion.amount(organizer.byTheMinuteMicros()),
            conclusion.amount(organizer.meteredMicros()),
            Amounts.shown(organizer.worthPerMonth(months), comparison.decimals()),
            cheaper(organizer))));
    if (organizers.size() > ORGANIZERS_SHOWN) {
      to.println("and " + (organizers.size() - ORGANIZERS_SHOWN) + " more, for whom a licence is worth less");
    }
    LicencePrice price = comparison.price();
    if (price != null) {
      to.println(organizers.stream().filter(organizer -> organizer.isCheaperWithLicence(price.micros(), months)).count()
          + " of " + organizers.size() + " organizers would be cheaper with a licence");
    }
    to.println();
  }

  private String cheaper(Organizer organizer) {
    LicencePrice price = comparison.price();
    if (price == null) {
      return "";
    }
    return organizer.isCheaperWithLicence(price.micros(), comparison.months().size()) ? "licence" : "by the minute";
  }

  private static String shortened(String name) {
    return name.length() > 36 ? name.substring(0, 35) + "…" : name;
  }

  private void row(String line) {
    to.println(line.stripTrailing());
  }
}
