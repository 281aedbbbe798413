package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** What legs cost, from answer to end. */
final class LegLedgerTest {
  @Test
  void chargesEveryStartedMinute() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +33140000000 at 12:00:00     accepted 0.020/min 60/60
        tick      12:02:00                               leg1 minutes=3 total=0.060
        end       leg1 at 12:02:30                       record seconds=150 billed=180 charge=0.060
        balance   acme                                   9.940
        account   acme                                   balance=9.940 ledger=9.940 active=0.000 legs=0
        """);
  }

  @Test
  void chargesEachMinuteWhenItBegins() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            account   acme                                   balance=9.980 ledger=10.000 active=0.020 legs=1
            tick      12:00:59.999999
            tick      12:01:00                               leg1 minutes=2 total=0.040
            tick      12:01:00
            tick      12:01:59.999999
            account   acme                                   balance=9.960 ledger=10.000 active=0.040 legs=1
            end       leg1 at 12:02:00 reported 12:02:00     leg1 minutes=3 total=0.060; record seconds=120 billed=120 charge=0.040 adjustment=-0.020
            account   acme                                   balance=9.960 ledger=9.960 active=0.000 legs=0
            """);
  }

  @Test
  void countsEveryStartedSecond() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.060@1/1
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.060/min 1/1
        end       leg1 at 12:00:07.000001                record seconds=8 billed=8 charge=0.008 adjustment=-0.052
        answer    acme leg2 +331 at 12:01:00.5           accepted 0.060/min 1/1
        end       leg2 at 12:01:07.5                     record seconds=7 billed=7 charge=0.007 adjustment=-0.053
        balance   acme                                   9.985
        """);
  }

  @Test
  void settlesTheRatesIncrementsAtTheEnd() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 1=0.060@30/6 2=0.060@6/6 3=0.060@1/1 4=0.060@60/1 5=0.060@90/60
            purchase  acme 100.00
            answer    acme leg1 +1 at 12:00:00               accepted 0.060/min 30/6
            end       leg1 at 12:00:01                       record seconds=1 billed=30 charge=0.030 adjustment=-0.030
            answer    acme leg2 +1 at 12:01:00               accepted 0.060/min 30/6
            end       leg2 at 12:01:31                       record seconds=31 billed=36 charge=0.036 adjustment=-0.024
            answer    acme leg3 +2 at 12:02:00               accepted 0.060/min 6/6
            end       leg3 at 12:03:01                       leg3 minutes=2 total=0.120; record seconds=61 billed=66 charge=0.066 adjustment=-0.054
            answer    acme leg4 +3 at 12:04:00               accepted 0.060/min 1/1
            end       leg4 at 12:04:59                       record seconds=59 billed=59 charge=0.059 adjustment=-0.001
            answer    acme leg5 +4 at 12:06:00               accepted 0.060/min 60/1
            end       leg5 at 12:06:05                       record seconds=5 billed=60 charge=0.060
            answer    acme leg6 +4 at 12:08:00               accepted 0.060/min 60/1
            end       leg6 at 12:09:01                       leg6 minutes=2 total=0.120; record seconds=61 billed=61 charge=0.061 adjustment=-0.059
            answer    acme leg7 +5 at 12:10:00               accepted 0.060/min 90/60
            end       leg7 at 12:10:05                       record seconds=5 billed=90 charge=0.090
            answer    acme leg8 +5 at 12:12:00               accepted 0.060/min 90/60
            end       leg8 at 12:13:31                       leg8 minutes=2 total=0.150; record seconds=91 billed=150 charge=0.150
            account   acme                                   balance=99.448 ledger=99.448 active=0.000 legs=0
            """);
  }

  @Test
  void roundsTheWholeCostOnceAndHalfUp() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 1=0.000001@1/1 2=0.010790@6/6
            purchase  acme 1.00
            answer    acme leg1 +1 at 12:00:00               accepted 0.000001/min 1/1
            end       leg1 at 12:00:29                       record seconds=29 billed=29 charge=0.000 adjustment=-0.000001 FREECALL=ZERO_RATE
            answer    acme leg2 +1 at 12:01:00               accepted 0.000001/min 1/1
            end       leg2 at 12:01:30                       record seconds=30 billed=30 charge=0.000001
            answer    acme leg3 +2 at 12:02:00               accepted 0.01079/min 6/6
            end       leg3 at 12:04:07                       leg3 minutes=3 total=0.03237; record seconds=127 billed=132 charge=0.023738 adjustment=-0.008632
            balance   acme                                   0.976261
            """);
  }

  @Test
  void takesTheConnectionFeeOnce() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020+0.050
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min +0.050 60/60
        balance   acme                                   9.930
        tick      12:01:00                               leg1 minutes=2 total=0.090
        tick      12:02:00                               leg1 minutes=3 total=0.110
        end       leg1 at 12:02:30                       record seconds=150 billed=180 charge=0.110 fee=0.050
        balance   acme                                   9.890
        """);
  }

  @Test
  void chargesAFeeWithoutAPricePerMinute() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.000+0.050
        purchase  acme 0.05
        answer    acme leg1 +331 at 12:00:00             accepted 0.000/min +0.050 60/60
        tick      12:03:00                               leg1 minutes=4 total=0.050
        end       leg1 at 12:03:30                       record seconds=210 billed=240 charge=0.050 fee=0.050
        balance   acme                                   0.000
        """);
  }

  @Test
  void takesNothingForALegOfNoLength() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020+0.050
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min +0.050 60/60
            end       leg1 at 12:00:00                       record seconds=0 billed=0 charge=0.000 adjustment=-0.070 FREECALL
            account   acme                                   balance=10.000 ledger=10.000 active=0.000 legs=0
            """);
  }

  @Test
  void refundsTheMinutesAfterAnEndThatIsReportedLate() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        tick      12:02:00                               leg1 minutes=3 total=0.060
        end       leg1 at 12:00:59 reported 12:02:10     record seconds=59 billed=60 charge=0.020 adjustment=-0.040
        account   acme                                   balance=9.980 ledger=9.980 active=0.000 legs=0
        """);
  }

  @Test
  void settlesAnEndByABridgeClockThatIsAhead() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg0 +331 at 11:59:00             accepted 0.020/min 60/60
            end       leg0 at 12:04:30 reported 11:59:30     record seconds=330 billed=360 charge=0.120 adjustment=0.100
            clock     b1 behind 0 at 12:00:00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            end       leg1 at 12:01:30 reported 12:00:30     record seconds=90 billed=120 charge=0.040 adjustment=0.020
            answer    acme leg2 +331 at 12:02:00             accepted 0.020/min 60/60
            end       leg2 at 12:03:30.000001 reported 12:02:30   noticed END_IN_FUTURE; record seconds=30 billed=60 charge=0.020
            answer    acme leg3 +331 at 12:08:00 reported 12:04:00   accepted 0.020/min 60/60
            answer    acme leg4 +331 at 12:04:00             accepted 0.020/min 60/60
            end       leg4 at 12:09:20 reported 12:04:20     record seconds=320 billed=360 charge=0.120 adjustment=0.100
            balance   acme                                   9.680
            """);
  }

  @Test
  void chargesElapsedMinutesOfAnAnswerReportedLateAtOnce() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00 reported 12:05:30   accepted 0.020/min 60/60; leg1 minutes=6 total=0.120
        tick      12:05:59
        tick      12:06:00                               leg1 minutes=7 total=0.140
        """);
  }

  @Test
  void chargesElapsedMinutesBelowZeroButNotTheRunningOne() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.03
            answer    acme leg1 +331 at 12:00:00 reported 12:02:30   leg1 minutes=2 total=0.040; EXHAUSTED; disconnect leg1 NO_CREDIT
            balance   acme                                   -0.010
            end       leg1 at 12:02:40                       record seconds=160 billed=180 charge=0.060 adjustment=0.020 overdraft=0.020 NO_CREDIT
            account   acme                                   balance=-0.030 ledger=-0.030 active=0.000 legs=0
            """);
  }

  @Test
  void chargesALegOfABridgeClockThatIsAheadFromItsReport() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:05:00 reported 12:00:00   accepted 0.020/min 60/60
            balance   acme                                   9.980
            tick      12:00:59.999999
            tick      12:01:00                               leg1 minutes=2 total=0.040
            end       leg1 at 12:06:10 reported 12:01:10     record seconds=70 billed=120 charge=0.040
            tick      12:05:00
            answer    acme leg2 +331 at 12:10:00.000001 reported 12:05:00   accepted 0.020/min 60/60; noticed ANSWER_IN_FUTURE
            end       leg2 at 12:05:30                       record seconds=30 billed=60 charge=0.020
            """);
  }

  @Test
  void refusesAnswersThatAreTooOld() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00 reported 2026-04-16T12:00:00.000001   rejected TOO_OLD
        """);
  }

  @Test
  void disconnectsAtTheUnpaidMinuteAndSettlesAtTheEnd() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.05
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:01:00                               leg1 minutes=2 total=0.040
            tick      12:01:59
            tick      12:02:00                               EXHAUSTED; disconnect leg1 NO_CREDIT
            tick      12:02:59
            tick      12:03:00                               disconnect leg1 NO_CREDIT
            tick      12:04:01                               disconnect leg1 NO_CREDIT
            account   acme                                   balance=0.010 ledger=0.050 active=0.040 legs=1
            end       leg1 at 12:04:30                       record seconds=270 billed=300 charge=0.100 adjustment=0.060 overdraft=0.050 NO_CREDIT
            account   acme                                   balance=-0.050 ledger=-0.050 active=0.000 legs=0
            tick      12:10:00
            """);
  }

  @Test
  void keepsTellingToHangUpAfterCreditCameBack() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.02
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:01:00                               EXHAUSTED; disconnect leg1 NO_CREDIT
            purchase  acme 10.00 at 12:01:30
            tick      12:02:00                               disconnect leg1 NO_CREDIT
            end       leg1 at 12:02:30                       record seconds=150 billed=180 charge=0.060 adjustment=0.040 NO_CREDIT
            balance   acme                                   9.960
            """);
  }

  @Test
  void continuesAfterNewCreditAsANewLeg() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.02
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:01:00                               EXHAUSTED; disconnect leg1 NO_CREDIT
            purchase  acme 10.00 at 12:01:30
            end       leg1 at 12:01:40                       record seconds=100 billed=120 charge=0.040 adjustment=0.020 NO_CREDIT
            answer    acme leg1 +331 at 12:01:40             accepted 0.020/min 60/60
            tick      12:02:40                               leg1 minutes=2 total=0.040
            end       leg1 at 12:02:50                       record seconds=70 billed=120 charge=0.040
            balance   acme                                   9.940
            """);
  }

  @Test
  void exhaustsLegsInTheOrderOfTheirMinutes() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.10
            answer    acme leg1 +331 at 12:00:20             accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:00:10 reported 12:00:20   accepted 0.020/min 60/60
            answer    acme leg3 +331 at 12:00:20             accepted 0.020/min 60/60
            tick      12:01:20                               leg2 minutes=2 total=0.040; leg1 minutes=2 total=0.040; EXHAUSTED; disconnect leg3 NO_CREDIT
            balance   acme                                   0.000
            """);
  }

  @Test
  void chargesMinutesThatPassedUnheardEvenBelowZero() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.05
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:05:30                               leg1 minutes=5 total=0.100; EXHAUSTED; disconnect leg1 NO_CREDIT
            balance   acme                                   -0.050
            """);
  }

  @Test
  void closesALegAfterThirtyHours() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020 44=0.000
            purchase  acme 100.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            answer    acme leg2 +441 at 12:00:00             free
            tick      2026-03-03T17:59:59.999999             leg1 minutes=1800 total=36.000
            tick      2026-03-03T18:00:00                    disconnect leg1 TOO_LONG; record leg1 seconds=108000 billed=108000 charge=36.000 TOO_LONG by TOO_LONG; disconnect leg2 TOO_LONG; record leg2 seconds=108000 billed=108000 charge=0.000 FREECALL=ZERO_RATE by TOO_LONG
            end       leg1 at 2026-03-03T18:00:10            record seconds=108000 billed=108000 charge=36.000 TOO_LONG by TOO_LONG
            account   acme                                   balance=64.000 ledger=64.000 active=0.000 legs=0
            """);
  }

  @Test
  void chargesAtMostThirtyHours() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 100.00
            answer    acme leg1 +331 at 12:00:00 reported 2026-03-04T12:00:30   accepted 0.020/min 60/60; leg1 minutes=1800 total=36.000
            end       leg1 at 2026-03-04T12:00:30            record seconds=108000 billed=108000 charge=36.000
            """);
  }
}
