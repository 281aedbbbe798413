package dev.tollbridge.core.engine;

import dev.tollbridge.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of a ledger script, read word by word; the words that nothing takes are its ending. */
final class ScriptLine {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

  private final String[] words;
  private int position;

  ScriptLine(String line) {
    words = line.split(" ");
  }

  String word() {
    return words[position++];
  }

  boolean hasNext(String keyword) {
    return position < words.length && words[position].equals(keyword);
  }

  /** Takes the keyword if it is next. */
  boolean flag(String keyword) {
    boolean next = hasNext(keyword);
    position += next ? 1 : 0;
    return next;
  }

  /** Takes the keyword and the word after it if the keyword is next. */
  Optional<String> option(String keyword) {
    return flag(keyword) ? Optional.of(word()) : Optional.empty();
  }

  /** Takes words as long as they match. */
  List<String> words(String pattern) {
    List<String> taken = new ArrayList<>();
    while (position < words.length && words[position].matches(pattern)) {
      taken.add(word());
    }
    return taken;
  }

  long money() {
    return Money.parseMicros(word());
  }

  /** Takes a time of the script's day, or a date with a time; UTC. */
  long time() {
    return micros(word());
  }

  Optional<Long> time(String keyword) {
    return option(keyword).map(ScriptLine::micros);
  }

  static long micros(String time) {
    var at = time.contains("T") ? LocalDateTime.parse(time) : LocalDateTime.of(TODAY, LocalTime.parse(time));
    return ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant(ZoneOffset.UTC));
  }

  /** All words taken so far. */
  String taken() {
    return String.join(" ", List.of(words).subList(0, position));
  }
}
