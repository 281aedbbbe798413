package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** Legs whose answers are reported more than a lease late: they may be over already. */
final class LateAnswerLedgerTest {
  @Test
  void chargesAtTheEnd() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.11
            answer    acme leg1 +331 at 12:00:00 reported 12:10:10   accepted 0.020/min 60/60
            tick      12:11:00
            account   acme                                   balance=0.110 ledger=0.110 active=0.000 legs=1
            end       leg1 at 12:05:00 reported 12:11:30     record seconds=300 billed=300 charge=0.100 adjustment=0.100
            account   acme                                   balance=0.010 ledger=0.010 active=0.000 legs=0
            """);
  }

  @Test
  void chargesAtOnceWhatIsReportedWithinALease() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00 reported 12:02:00   accepted 0.020/min 60/60; leg1 minutes=3 total=0.060
            answer    acme leg2 +331 at 12:00:00 reported 12:02:00.000001   accepted 0.020/min 60/60
            tick      12:03:00                               leg1 minutes=4 total=0.080
            """);
  }

  @Test
  void chargesWhenACompleteListNamesTheLeg() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00 reported 12:10:10   accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:01:00 reported 12:10:20   accepted 0.020/min 60/60
            list      b1 through 1 leg1                      matched=1 closed=0; leg1 minutes=11 total=0.220
            tick      12:11:00                               leg1 minutes=12 total=0.240
            end       leg2 at 12:01:30 reported 12:11:10     record seconds=30 billed=60 charge=0.020 adjustment=0.020
            """);
  }

  @Test
  void chargesWithTheFirstMinuteThatBeginsALeaseLater() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:30 reported 12:10:30   accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:00:00 reported 12:10:30   accepted 0.020/min 60/60
            contact   b1 at 12:12:29.999999
            tick      12:12:30                               leg1 minutes=13 total=0.260
            tick      12:13:00                               leg2 minutes=14 total=0.280
            tick      12:13:30                               leg1 minutes=14 total=0.280
            """);
  }

  @Test
  void waitsWhileTheBridgeIsAwayAgain() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00 reported 12:10:10   accepted 0.020/min 60/60
            contact   b1 at 12:30:00
            tick      12:31:00
            contact   b1 at 12:32:00
            tick      12:33:00                               leg1 minutes=34 total=0.680
            """);
  }

  @Test
  void paysTheUsedMinutesAndDisconnectsAtTheRunningOne() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.05
            answer    acme leg1 +331 at 12:00:00 reported 12:05:10   accepted 0.020/min 60/60
            list      b1 leg1                                matched=1 closed=0; leg1 minutes=5 total=0.100; EXHAUSTED; disconnect leg1 NO_CREDIT
            """);
  }

  @Test
  void chargesNothingForALegThatTheListLacks() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            list      b1 leg1                                matched=1 closed=0
            contact   b1 at 12:01:50                         leg1 minutes=2 total=0.040
            list      b1 leg1                                matched=1 closed=0
            answer    acme leg2 +331 at 11:00:00 reported 12:02:00   leg1 minutes=3 total=0.060; accepted 0.020/min 60/60
            list      b1 leg1                                matched=1 closed=1; record leg2 seconds=0 billed=0 charge=0.000 FREECALL by MISSING
            end       leg2 at 11:30:00 reported 12:02:10     record seconds=0 billed=0 charge=0.000 FREECALL by MISSING
            balance   acme                                   9.940
            """);
  }

  @Test
  void chargesNothingForALegWhoseBridgeNeverReturns() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 3600
            organization acme
            deck      DIAL_OUT 33=0.020 44=0.000
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00 reported 13:00:10   accepted 0.020/min 60/60
            answer    acme leg2 +441 at 12:00:00 reported 13:00:10   free
            answer    acme leg3 +331 at 13:00:00 reported 13:00:10   accepted 0.020/min 60/60
            ticks     13:59:10                               leg3 minutes=3 total=0.060
            ticks     14:00:10                               record leg1 seconds=0 billed=0 charge=0.000 FREECALL by ORPHANED; record leg2 seconds=0 billed=0 charge=0.000 FREECALL by ORPHANED; record leg3 seconds=10 billed=60 charge=0.020 adjustment=-0.040 by ORPHANED
            """);
  }

  @Test
  void chargesALegOfMoreThanThirtyHoursAgoOnlyByItsEnd() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 100.00
            answer    acme leg1 +331 at 12:00:00 reported 2026-03-03T19:00:00   accepted 0.020/min 60/60
            answer    acme leg2 +331 at 13:00:00 reported 2026-03-03T19:00:00.000001   accepted 0.020/min 60/60
            answer    acme leg3 +331 at 13:00:01 reported 2026-03-03T19:00:00.000001   accepted 0.020/min 60/60
            list      b1 leg1 leg2 leg3                      matched=3 closed=0; leg3 minutes=1800 total=36.000
            contact   b1 at 2026-03-03T19:02:00              disconnect leg3 TOO_LONG; record leg3 seconds=108000 billed=108000 charge=36.000 TOO_LONG by TOO_LONG
            contact   b1 at 2026-03-03T19:04:00
            end       leg1 at 12:10:00 reported 2026-03-03T19:05:00   record seconds=600 billed=600 charge=0.200 adjustment=0.200
            end       leg2 at 2026-03-03T19:05:00            record seconds=108000 billed=108000 charge=36.000 adjustment=36.000
            balance   acme                                   27.800
            """);
  }

  @Test
  void closesALegOfMoreThanThirtyHoursAgoWithoutAnEndAsOrphaned() {
    LedgerScript.run(
        """
            rules     lease 3600 orphan 7200
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 100.00
            answer    acme leg1 +331 at 12:00:00 reported 2026-03-03T19:00:00   accepted 0.020/min 60/60
            contact   b1 at 2026-03-03T20:00:00
            list      b1 leg1                                matched=1 closed=0
            tick      2026-03-03T20:59:59.999999
            tick      2026-03-03T21:00:00                    record leg1 seconds=0 billed=0 charge=0.000 FREECALL by ORPHANED
            end       leg1 at 12:10:00 reported 2026-03-03T21:00:10   record seconds=0 billed=0 charge=0.000 FREECALL by ORPHANED
            balance   acme                                   100.000
            """);
  }

  @Test
  void chargesThirtyHoursOfALegThatReachesThemWhileItWaits() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020 44=0.000
            purchase  acme 100.00
            answer    acme leg1 +331 at 12:00:00 reported 2026-03-03T17:59:30   accepted 0.020/min 60/60
            answer    acme leg2 +441 at 12:00:00 reported 2026-03-03T17:59:30   free
            contact   b1 at 2026-03-03T18:01:00
            tick      2026-03-03T18:02:00                    leg1 minutes=1800 total=36.000; disconnect leg1 TOO_LONG; record leg1 seconds=108000 billed=108000 charge=36.000 TOO_LONG by TOO_LONG; disconnect leg2 TOO_LONG; record leg2 seconds=108000 billed=108000 charge=0.000 FREECALL=ZERO_RATE by TOO_LONG
            """);
  }

  @Test
  void staysUnconfirmedInANewerSession() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00 reported 12:10:10   accepted 0.020/min 60/60
            open      b1 2                                   seen=0 list-required
            answer    acme leg1 +331 at 12:00:00 reported 12:10:20   accepted 0.020/min 60/60
            balance   acme                                   10.000
            list      b1 leg1                                matched=1 closed=0; leg1 minutes=11 total=0.220
            """);
  }

  @Test
  void debitsACallThatIsReportedWholeInOneStep() {
    LedgerScript.run(
        """
            organization acme warn 0.05
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.09
            auto-recharge acme below 0.03 buy 1.00 cap 5.00
            call      acme leg1 +331 at 12:00:00 until 12:01:30 reported 12:10:00   record seconds=90 billed=120 charge=0.040 adjustment=0.040
            call      acme leg2 +331 at 12:10:00 until 12:10:05     record seconds=5 billed=60 charge=0.020 adjustment=0.020; LOW_BALANCE
            account   acme                                   balance=0.030 ledger=0.030 active=0.000 legs=0
            """);
  }

  @Test
  void debitsAWholeCallBelowZeroInOneStep() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.03
            call      acme leg1 +331 at 12:00:00 until 12:01:30 reported 12:10:00   record seconds=90 billed=120 charge=0.040 adjustment=0.040 overdraft=0.010
            answer    acme leg2 +331 at 12:11:00             EXHAUSTED; disconnect leg2 NO_CREDIT
            """);
  }
}
