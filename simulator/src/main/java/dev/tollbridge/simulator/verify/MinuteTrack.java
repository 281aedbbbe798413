package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.LegStatus;

/** The minutes of one leg as its stream tells them: each once, in order, at its price, with the right total. */
final class MinuteTrack {
  private static final int LONGEST_LEG_MINUTES = 30 * 60;

  private final String subject;
  private final Expectation expectation;
  private final Findings findings;
  private int nextMinute;
  private long totalMicros;
  /** The stream was lost since the last total: charges may have been made that nobody heard. */
  private boolean unheard;

  MinuteTrack(String subject, Expectation expectation, Findings findings) {
    this.subject = subject;
    this.expectation = expectation;
    this.findings = findings;
  }

  int minutes() {
    return nextMinute;
  }

  long totalMicros() {
    return totalMicros;
  }

  /** The stream broke. */
  void interrupted() {
    unheard = true;
  }

  void charged(Charge charge) {
    int first = charge.getMinute() - charge.getMinuteCount() + 1;
    if (charge.getMinuteCount() < 1 || first < 0) {
      findings.wrong(subject, "a charge of minutes from 0",
          charge.getMinuteCount() + " to minute " + charge.getMinute());
      return;
    }
    if (first < nextMinute) {
      repeated(charge, first);
      return;
    }
    if (first > nextMinute) {
      skipTo(first);
    }
    checkPrice(charge, first);
    advance(charge.getMinute() + 1, charge.getTotalMicros());
    unheard = false;
  }

  private void repeated(Charge charge, int first) {
    int end = charge.getMinute() + 1;
    findings.duplicated(minute(first), "one charge", "it again, of " + charge.getAmountMicros(),
        Math.min(end, nextMinute) - first);
    if (end > nextMinute) {
      advance(end, charge.getTotalMicros());
    }
  }

  private void skipTo(int first) {
    long skippedMicros = expectation.minutesMicros(first) - expectation.minutesMicros(nextMinute);
    if (!unheard) {
      findings.missing(minute(nextMinute), first - nextMinute + " more before minute " + first, "none",
          first - nextMinute);
      nextMinute = first;
    } else {
      advance(first, totalMicros);
    }
    totalMicros += skippedMicros;
  }

  private void checkPrice(Charge charge, int first) {
    long amountMicros = expectation.minutesMicros(charge.getMinute() + 1) - expectation.minutesMicros(first);
    String expected = priced(amountMicros, totalMicros + amountMicros);
    String seen = priced(charge.getAmountMicros(), charge.getTotalMicros());
    if (!expected.equals(seen)) {
      findings.wrong(minute(charge.getMinute()), expected, seen);
    }
  }

  void status(LegStatus status) {
    if (status.getMinutesCharged() < nextMinute) {
      findings.wrong(subject + " status", nextMinute + " minutes or more", status.getMinutesCharged() + " minutes");
      return;
    }
    if (status.getMinutesCharged() > nextMinute && !unheard) {
      findings.missing(minute(nextMinute), "charges of minutes before the status", "none",
          status.getMinutesCharged() - nextMinute);
    }
    long expectedMicros = totalMicros + expectation.minutesMicros(status.getMinutesCharged())
        - expectation.minutesMicros(nextMinute);
    if (status.getTotalMicros() != expectedMicros) {
      findings.wrong(subject + " status", "total " + expectedMicros, "total " + status.getTotalMicros());
    }
    advance(status.getMinutesCharged(), status.getTotalMicros());
    unheard = false;
  }

  /** Compares with what the record says was charged before the closing. */
  void closed(long streamedMicros) {
    if (streamedMicros == totalMicros) {
      return;
    }
    int charged = minutesFor(streamedMicros);
    if (charged < 0) {
      findings.wrong(subject + " charge less closing adjustment", totalMicros + " as streamed", streamedMicros);
    } else if (unheard) {
      advance(charged, streamedMicros);
    } else {
      findings.missing(minute(nextMinute), charged - nextMinute + " more before the closing", "none",
          charged - nextMinute);
    }
  }

  /** How many minutes a total stands for, when it is more than was heard; else -1. */
  private int minutesFor(long streamedMicros) {
    long aheadMicros = streamedMicros - totalMicros + expectation.minutesMicros(nextMinute);
    for (int minutes = nextMinute + 1; minutes <= LONGEST_LEG_MINUTES; minutes++) {
      long costMicros = expectation.minutesMicros(minutes);
      if (costMicros >= aheadMicros) {
        return costMicros == aheadMicros ? minutes : -1;
      }
    }
    return -1;
  }

  private void advance(int minute, long newTotalMicros) {
    findings.minutesSeen(minute - nextMinute);
    nextMinute = minute;
    totalMicros = newTotalMicros;
  }

  private String minute(int minute) {
    return subject + " minute " + minute;
  }

  private static String priced(long amountMicros, long totalMicros) {
    return "amount " + amountMicros + ", total " + totalMicros;
  }
}
