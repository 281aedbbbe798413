package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** Minutes begin by the bridge's clock, however far that is behind engine time. */
final class ClockLedgerTest {
  @Test
  void aFreshLegOfAClockThatIsBehindIsChargedItsFirstMinuteOnly() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        clock     b1 behind 3600 at 13:00:00
        answer    acme leg1 +331 at 12:00:00 reported 13:00:00   accepted 0.020/min 60/60
        tick      13:00:59.999999
        tick      13:01:00                               leg1 minutes=2 total=0.040
        end       leg1 at 12:01:10 reported 13:01:10     record seconds=70 billed=120 charge=0.040
        balance   acme                                   9.960
        """);
  }

  @Test
  void aLegThatIsReportedLateIsAsOldAsByTheClockOfItsBridge() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        clock     b1 behind 3600 at 13:00:00
        answer    acme leg1 +331 at 12:00:00 reported 13:01:30   accepted 0.020/min 60/60; leg1 minutes=2 total=0.040
        """);
  }

  @Test
  void aClockThatIsSetRightChargesTheMinutesThatHaveBegun() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        clock     b1 behind 90 at 12:01:30
        answer    acme leg1 +331 at 12:00:00 reported 12:01:30   accepted 0.020/min 60/60
        balance   acme                                   9.980
        clock     b1 behind 30 at 12:01:40               leg1 minutes=2 total=0.040
        clock     b1 behind 0 at 12:02:00                leg1 minutes=3 total=0.060
        tick      12:03:00                               leg1 minutes=4 total=0.080
        """);
  }

  @Test
  void anAnswerAheadOfTheNamedClockHasHappenedWhenItIsReported() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        clock     b1 behind 90 at 12:00:00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        balance   acme                                   9.980
        clock     b1 behind 30 at 12:00:40
        clock     b1 behind 0 at 12:00:50
        tick      12:00:59.999999
        tick      12:01:00                               leg1 minutes=2 total=0.040
        clock     b1 behind 60 at 12:01:10
        tick      12:02:59.999999
        tick      12:03:00                               leg1 minutes=3 total=0.060
        """);
  }

  @Test
  void anAnswerInTheFutureOfASlowClockIsAtMostALeaseOld() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 100.00
            clock     b1 behind 7200 at 12:00:00
            answer    acme leg1 +331 at 12:06:00 reported 12:00:00   accepted 0.020/min 60/60; noticed ANSWER_IN_FUTURE
            clock     b1 behind 0 at 12:00:10                leg1 minutes=3 total=0.060
            end       leg1 at 12:00:15                       record seconds=135 billed=180 charge=0.060
            """);
  }

  @Test
  void anAnswerIsTooOldByTheBridgesClock() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 100.00
            clock     b1 behind 4000000 at 2026-04-17T12:00:00
            answer    acme leg1 +331 at 2026-03-02T12:53:20 reported 2026-04-17T12:00:00   accepted 0.020/min 60/60
            """);
  }

  @Test
  void whatWasChargedByAWrongClockIsNotChargedAgain() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        tick      12:01:00                               leg1 minutes=2 total=0.040
        clock     all behind 120 at 12:01:10
        tick      12:03:00
        tick      12:03:59.999999
        contact   b1 at 12:03:59.999999
        tick      12:04:00                               leg1 minutes=3 total=0.060
        clock     all behind 60
        tick      12:05:00                               leg1 minutes=4 total=0.080
        """);
  }

  @Test
  void aClockThatABridgeHasShownIsNotTakenToBeBehind() {
    LedgerScript.run(
        """
            rules     lease 60 orphan 600
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            clock     b1 behind 0 at 12:00:00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            contact   b1 at 12:00:30
            clock     all behind 3600
            ticks     12:12:00                               leg1 minutes=2 total=0.040; record leg1 seconds=30 billed=60 charge=0.020 adjustment=-0.020 by ORPHANED
            """);
  }

  @Test
  void aPauseThatEndsWithAnotherClockIsChargedByThat() {
    LedgerScript.run("""
        rules     lease 60 orphan 600
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        contact   b1 at 12:00:30
        ticks     12:04:00                               leg1 minutes=2 total=0.040
        contact   b1 at 12:04:00
        clock     b1 behind 180 at 12:05:00              leg1 minutes=3 total=0.060
        """);
  }

  @Test
  void anAwayBridgesLegEndsByItsOwnClock() {
    LedgerScript.run(
        """
            rules     lease 60 orphan 600
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            clock     b1 behind 3600 at 13:00:00
            answer    acme leg1 +331 at 12:00:00 reported 13:00:00   accepted 0.020/min 60/60
            contact   b1 at 13:00:30
            ticks     13:02:00                               leg1 minutes=2 total=0.040
            ticks     13:12:00                               record leg1 seconds=30 billed=60 charge=0.020 adjustment=-0.020 by ORPHANED
            """);
  }

  @Test
  void aNewerSessionOfTheBridgeHasItsClock() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        clock     b1 behind 60 at 12:00:30
        open      b1 2                                   seen=0 list-required
        answer    acme leg1 +331 at 12:00:00 reported 12:01:10   accepted 0.020/min 60/60
        tick      12:01:59.999999
        tick      12:02:00                               leg1 minutes=2 total=0.040
        """);
  }

  @Test
  void thirtyHoursEndByTheBridgesClock() {
    LedgerScript.run(
        """
            rules     lease 200000 orphan 300000
            organization acme
            deck      DIAL_OUT 33=0.000+0.050
            purchase  acme 10.00
            clock     b1 behind 3600 at 2026-03-02T13:00:00
            answer    acme leg1 +331 at 2026-03-02T12:00:00 reported 2026-03-02T13:00:00   accepted 0.000/min +0.050 60/60
            tick      2026-03-03T18:59:59.999999             leg1 minutes=1800 total=0.050
            tick      2026-03-03T19:00:00                    disconnect leg1 TOO_LONG; record leg1 seconds=108000 billed=108000 charge=0.050 fee=0.050 TOO_LONG by TOO_LONG
            """);
  }
}
