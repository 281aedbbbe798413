package dev.tollbridge.core.tariff;

import dev.tollbridge.core.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rates and instants written as text, for tests. A rate is a line of words: the prefix (* for the empty one), the
 * destination, then any of {@code 0.020/min}, {@code fee=0.05}, {@code bill=60/60}, {@code country=DE},
 * {@code caller=US}, {@code reject}, {@code digits=5-12} and {@code window=Europe/Berlin,1-5,22:00-06:00}.
 */
final class Rates {
  /** The zones that tests name. */
  static final Zones ZONES = JdkZones.of("Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu",
      "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC", "+05:30");

  private String destination = "";
  private long priceMicros;
  private long feeMicros;
  private Increments increments = Increments.EVERY_MINUTE;
  private String country = "";
  private String callerCountry = "";
  private boolean reject;
  private int minDigits;
  private int maxDigits;
  private @Nullable TimeWindow window;

  private Rates() {}

  static RateDeck deck(String lines) {
    return RateDeck.compile(list(lines));
  }

  static List<Rate> list(String lines) {
    return lines.lines().filter(line -> !line.isBlank()).map(Rates::rate).toList();
  }

  static Rate rate(String line) {
    String[] words = line.strip().split("\\s+", -1);
    Rates reader = new Rates();
    reader.destination = words[1];
    for (int i = 2; i < words.length; i++) {
      reader.read(words[i]);
    }
    return reader.build(words[0].equals("*") ? "" : words[0]);
  }

  private void read(String word) {
    String value = word.substring(word.indexOf('=') + 1);
    switch (word.replaceFirst("[=/].*", "")) {
      case "fee" -> feeMicros = Money.parseMicros(value);
      case "bill" -> increments = increments(value);
      case "country" -> country = value;
      case "caller" -> callerCountry = value;
      case "reject" -> reject = true;
      case "digits" -> readDigits(value.split("-", -1));
      case "window" -> window = window(value);
      default -> priceMicros = Money.parseMicros(word.replace("/min", ""));
    }
  }

  private void readDigits(String[] bounds) {
    minDigits = bounds[0].isEmpty() ? 0 : Integer.parseInt(bounds[0]);
    maxDigits = bounds[1].isEmpty() ? 0 : Integer.parseInt(bounds[1]);
  }

  private Rate build(String prefix) {
    return new Rate(prefix, destination, priceMicros, feeMicros, increments, country, callerCountry, reject, minDigits,
        maxDigits, window);
  }

  /** Reads {@code initial/recurring}. */
  static Increments increments(String text) {
    String[] seconds = text.split("/", -1);
    return new Increments(Integer.parseInt(seconds[0]), Integer.parseInt(seconds[1]));
  }

  /** Reads {@code zone,firstDay-lastDay,HH:MM-HH:MM}. */
  static TimeWindow window(String text) {
    String[] parts = text.split(",", -1);
    String[] days = parts[1].split("-", -1);
    int mask = 0;
    for (int day = Integer.parseInt(days[0]); day <= Integer.parseInt(days[days.length - 1]); day++) {
      mask |= 1 << (day - 1);
    }
    String[] hours = parts[2].split("-", -1);
    return new TimeWindow(parts[0], mask, minuteOfDay(hours[0]), minuteOfDay(hours[1]));
  }

  private static int minuteOfDay(String clock) {
    String[] parts = clock.split(":", -1);
    return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
