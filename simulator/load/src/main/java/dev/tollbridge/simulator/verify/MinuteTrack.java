package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.rater.Expectation;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.LegStatus;

/** Tracks the minutes of one leg on its stream: each once, in order, at its price, with the correct total. */
final class MinuteTrack {
  private static final int LONGEST_LEG_MINUTES = 30 * 60;
  private static final long MINUTE_MICROS = 60_000_000;

  private final LegOnBridge leg;
  private final Expectation expectation;
  private final Findings findings;
  private int nextMinute;
  /** Cost of the minutes before the next one, kept because every charge needs it. */
  private long nextCostMicros;
  private long totalMicros;
  /** The stream was lost since the last total: charges may have been made that were not received. */
  private boolean unheard;

  MinuteTrack(LegOnBridge leg, Expectation expectation, Findings findings) {
    this.leg = leg;
    this.expectation = expectation;
    this.findings = findings;
  }

  int minutes() {
    return nextMinute;
  }

  /** When the last minute ends whose charge was received. */
  long paidMicros() {
    return leg.answerMicros() + nextMinute * MINUTE_MICROS;
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
      findings.wrong(subject(), "a charge of minutes from 0",
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
    long costMicros = expectation.minutesMicros(charge.getMinute() + 1);
    checkPrice(charge, costMicros - nextCostMicros);
    advance(charge.getMinute() + 1, costMicros, charge.getTotalMicros());
    unheard = false;
  }

  private void repeated(Charge charge, int first) {
    int end = charge.getMinute() + 1;
    findings.duplicated(minute(first), "one charge", "it again, of " + charge.getAmountMicros(),
        Math.min(end, nextMinute) - first);
    if (end > nextMinute) {
      advance(end, expectation.minutesMicros(end), charge.getTotalMicros());
    }
  }

  private void skipTo(int first) {
    long costMicros = expectation.minutesMicros(first);
    if (!unheard) {
      findings.missing(minute(nextMinute), first - nextMinute + " more before minute " + first, "none",
          first - nextMinute);
    } else {
      findings.minutesSeen(first - nextMinute);
    }
    totalMicros += costMicros - nextCostMicros;
    nextMinute = first;
    nextCostMicros = costMicros;
  }

  private void checkPrice(Charge charge, long amountMicros) {
    if (charge.getAmountMicros() != amountMicros || charge.getTotalMicros() != totalMicros + amountMicros) {
      findings.wrong(minute(charge.getMinute()), priced(amountMicros, totalMicros + amountMicros),
          priced(charge.getAmountMicros(), charge.getTotalMicros()));
    }
  }

  void status(LegStatus status) {
    if (status.getMinutesCharged() < nextMinute) {
      findings.wrong(subject() + " status", nextMinute + " minutes or more", status.getMinutesCharged() + " minutes");
      return;
    }
    if (status.getMinutesCharged() > nextMinute && !unheard) {
      findings.missing(minute(nextMinute), "charges of minutes before the status", "none",
          status.getMinutesCharged() - nextMinute);
    }
    long costMicros = expectation.minutesMicros(status.getMinutesCharged());
    long expectedMicros = totalMicros + costMicros - nextCostMicros;
    if (status.getTotalMicros() != expectedMicros) {
      findings.wrong(subject() + " status", "total " + expectedMicros, "total " + status.getTotalMicros());
    }
    advance(status.getMinutesCharged(), costMicros, status.getTotalMicros());
    unheard = false;
  }

  /** Compares with the amount charged before the closing according to the record. */
  void closed(long streamedMicros) {
    if (streamedMicros == totalMicros) {
      return;
    }
    int charged = minutesFor(streamedMicros);
    if (charged < 0) {
      findings.wrong(subject() + " charge less closing adjustment", totalMicros + " as streamed", streamedMicros);
    } else if (unheard) {
      advance(charged, expectation.minutesMicros(charged), streamedMicros);
    } else {
      findings.missing(minute(nextMinute), charged - nextMinute + " more before the closing", "none",
          charged - nextMinute);
    }
  }

  /** The least number of minutes that a total covers, if it exceeds the minutes received; otherwise -1. */
  private int minutesFor(long streamedMicros) {
    long aheadMicros = streamedMicros - totalMicros + nextCostMicros;
    for (int minutes = nextMinute + 1; minutes <= LONGEST_LEG_MINUTES; minutes++) {
      long costMicros = expectation.minutesMicros(minutes);
      if (costMicros >= aheadMicros) {
        return costMicros == aheadMicros ? minutes : -1;
      }
    }
    return -1;
  }

  private void advance(int minute, long costMicros, long newTotalMicros) {
    findings.minutesSeen(minute - nextMinute);
    nextMinute = minute;
    nextCostMicros = costMicros;
    totalMicros = newTotalMicros;
  }

  private String minute(int minute) {
    return subject() + " minute " + minute;
  }

  private String subject() {
    return "leg " + leg.legId();
  }

  private static String priced(long amountMicros, long totalMicros) {
    return "amount " + amountMicros + ", total " + totalMicros;
  }
}
