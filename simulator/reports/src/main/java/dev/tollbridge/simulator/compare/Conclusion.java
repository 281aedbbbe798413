package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.usage.SeenIds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison in sentences: the verdict, the prices and numbers at which it would change, and its assumptions. */
final class Conclusion {
  private static final int PRICE_DECIMALS = 4;

  private final Comparison comparison;

  Conclusion(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Which offer is cheaper, or at which price of a licence. */
  String verdict() {
    LicencePrice price = comparison.price();
    if (price == null) {
      return comparison.breakEvenPrice().map(this::verdictWithoutPrice)
          .orElse("Without licences everything is paid by the minute: " + money(comparison.byTheMinuteMicros()) + ".");
    }
    long difference = comparison.differenceMicros();
    if (difference == 0) {
      return "Both offers cost the same: " + money(comparison.byTheMinuteMicros()) + " for " + period() + "."
          + betterMix(comparison.byTheMinuteMicros());
    }
    boolean licences = difference < 0;
    long cheaper = licences ? comparison.withLicencesMicros() : comparison.byTheMinuteMicros();
    long dearer = licences ? comparison.byTheMinuteMicros() : comparison.withLicencesMicros();
    return String.format(Locale.ROOT, "%s cheaper: %s instead of %s for %s. That saves %s, %s %%.",
        licences ? licences() + " are" : "Paying by the minute is", money(cheaper), money(dearer), period(),
        money(dearer - cheaper), percent(dearer - cheaper, dearer)) + betterMix(cheaper);
  }

  /** The mix that costs less than the cheaper offer, if there is one; the verdict would be incomplete without it. */
  private String betterMix(long cheaperMicros) {
    return comparison.tried().map(Mixes.Tried::best).filter(mix -> mix.totalMicros() < cheaperMicros)
        .map(mix -> " Better still is a mix: " + licences(mix.licences()) + ", everybody else by the minute, for "
            + money(mix.totalMicros()) + ", " + money(cheaperMicros - mix.totalMicros()) + " less.")
        .orElse("");
  }

  private String verdictWithoutPrice(BigDecimal breakEven) {
    return breakEven.signum() < 0
        ? licences() + " are never cheaper: even free ones would cost more than paying by the minute, "
            + money(comparison.byTheMinuteMicros()) + " for " + period() + "."
        : licences() + " are cheaper if one costs less than " + shown(breakEven)
            + " a month; paid by the minute the calls "
            + "cost " + money(comparison.byTheMinuteMicros()) + " for " + period() + ".";
  }

  /** The prices and numbers at which the verdict would change, and the best mix. */
  List<String> turningPoints() {
    List<String> points = new ArrayList<>();
    comparison.breakEvenPrice().ifPresent(price -> points.add("Break-even price: at " + shown(price)
        + " per licence and month both offers cost the same with " + licences() + "."));
    comparison.tried().ifPresent(tried -> {
      points.add(tried.breakEven().map(mix -> "Break-even number: up to " + licences(mix.licences())
          + " cost no more than none.").orElse("Break-even number: none; the first licence costs more than it saves."));
      points.add("Best mix: " + licences(tried.best().licences()) + ", everybody else by the minute: "
          + money(tried.best().totalMicros()) + " (" + tried.tried() + " numbers of licences tried).");
    });
    return points;
  }

  /** The assumptions of the figures. */
  List<String> assumptions() {
    List<String> notes = new ArrayList<>(pricing());
    notes.add("Licences go to the organizers who save most by them; all others pay by the minute. Licences beyond the "
        + "number of organizers still add their minutes.");
    notes.add("A licence includes toll dial-in, and adds 60 minutes of dial-out to Zone A countries (44) per calendar "
        + "month to a pool of all licences. Toll-free calls, other destinations and minutes beyond the pool are paid "
        + "from credits at the price by the minute.");
    notes.add("The pool is used in the order in which calls were answered; every started minute counts. A call during "
        + "which it runs out is charged for the share of its minutes beyond it, rounded half up to a millionth.");
    notes.add("Months are calendar months in UTC; a call belongs to the month in which it was answered. Licences are "
        + "paid for every month from the first to the last call, also for a month that the report covers in part.");
    notes.add("An organizer's own worth is computed alone, with 60 minutes a month; in a pool a licence may be worth "
        + "more or less.");
    return notes;
  }

  private List<String> pricing() {
    Comparison.Reading reading = comparison.reading();
    List<String> notes = new ArrayList<>();
    if (reading.byDeck() > 0) {
      notes.add(Amounts.count(reading.byDeck()) + " calls were priced by the given decks" + (reading.withoutRate() > 0
          ? ", of which " + Amounts.count(reading.withoutRate()) + " have no rate and count as free."
          : "."));
    }
    if (reading.byReport() > 0) {
      notes
          .add(Amounts.count(reading.byReport())
              + " calls keep the report's own Charge, which is rounded to the report's decimals; a "
              + "deck is more exact (--deck).");
    }
    if (reading.includedElsewhere() > 0) {
      notes.add(
          "CAUTION: " + Amounts.count(reading.includedElsewhere())
              + " calls were included in a licence and have no charge in the "
              + "report: by the minute they would cost something. Give decks for all call types.");
    }
    if (reading.unknownCountry() > 0) {
      notes.add(
          Amounts.count(reading.unknownCountry())
              + " dialled numbers match no country by their digits; they count as Zone A if "
              + "the destination's name is of Zone A.");
    }
    if (reading.otherCurrency() > 0) {
      notes.add(Amounts.count(reading.otherCurrency()) + " calls in other currencies were left out.");
    }
    notes.addAll(repeats(reading));
    if (reading.ofOtherProducts() > 0) {
      notes.add(Amounts.count(reading.ofOtherProducts()) + " calls of other products were left out: "
          + reading.otherProducts().entrySet().stream()
              .map(type -> type.getKey() + " " + Amounts.count(type.getValue()))
              .collect(Collectors.joining(", "))
          + ".");
    }
    notes.addAll(reading.notes());
    if (reading.bad() > 0) {
      notes
          .add("CAUTION: " + Amounts.count(reading.bad()) + " rows could not be used: "
              + String.join("; ", reading.firstBad()) + ".");
    }
    return notes;
  }

  private static List<String> repeats(Comparison.Reading reading) {
    List<String> notes = new ArrayList<>();
    if (reading.repeated() > 0) {
      notes.add(
          "CAUTION: " + Amounts.count(reading.repeated()) + " rows were left out because their UsageId was repeated.");
    }
    if (reading.repeatsUnchecked()) {
      notes.add("CAUTION: only the first " + Amounts.count(SeenIds.MAX_IDS) + " UsageIds are remembered; rows that "
          + "repeat a later one count each time.");
    }
    return notes;
  }

  /** An amount with its currency. */
  String money(long micros) {
    return (amount(micros) + " " + comparison.currency()).strip();
  }

  /** An amount without its currency. */
  String amount(long micros) {
    return Amounts.shown(Amounts.decimal(micros), comparison.decimals());
  }

  /** The months compared. */
  String period() {
    var first = comparison.months().getFirst().month();
    var last = comparison.months().getLast().month();
    return first.equals(last) ? first.toString() : first + " to " + last;
  }

  String licences() {
    return licences(comparison.licences());
  }

  private static String licences(int count) {
    return count == 1 ? "1 licence" : Amounts.count(count) + " licences";
  }

  private String shown(BigDecimal amount) {
    return (Amounts.shown(amount, PRICE_DECIMALS) + " " + comparison.currency()).strip();
  }

  private static String percent(long part, long whole) {
    return BigDecimal.valueOf(part).multiply(BigDecimal.valueOf(100))
        .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP).toPlainString();
  }
}
