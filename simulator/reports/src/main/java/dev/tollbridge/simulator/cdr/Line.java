package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.usage.NumberMask;
import java.util.List;
import java.util.stream.IntStream;

/** A phone number, encoded for reports. Equal only to itself, so that prices are found without comparing texts. */
final class Line {
  private static final int MAX_HIDDEN_DIGITS = 4;

  private final PhoneNumber number;
  private final int country;
  private final List<byte[]> texts;

  /** @param country index in {@link ReportNumbers}; below zero: unknown */
  Line(PhoneNumber number, int country, ReportFormat format) {
    this.number = number;
    this.country = country;
    this.texts = IntStream.rangeClosed(0, MAX_HIDDEN_DIGITS)
        .mapToObj(hidden -> format.text(NumberMask.mask(number.text(), hidden))).toList();
  }

  PhoneNumber number() {
    return number;
  }

  int country() {
    return country;
  }

  /** The number with its last digits hidden. */
  byte[] text(int hiddenDigits) {
    return texts.get(hiddenDigits);
  }
}
