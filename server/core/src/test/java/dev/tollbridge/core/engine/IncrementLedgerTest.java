package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** What legs are charged in advance, under rates with increments other than minutes. */
final class IncrementLedgerTest {
  @Test
  void debitsALongFirstIncrementWithTheFirstMinute() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.060@90/60
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.060/min 90/60
        balance   acme                                   9.910
        tick      12:01:00                               leg1 minutes=2 total=0.150
        tick      12:02:00                               leg1 minutes=3 total=0.210
        end       leg1 at 12:02:30                       record seconds=150 billed=150 charge=0.150 adjustment=-0.060
        answer    acme leg2 +331 at 12:10:00             accepted 0.060/min 90/60
        end       leg2 at 12:10:01                       record seconds=1 billed=90 charge=0.090
        account   acme                                   balance=9.760 ledger=9.760 active=0.000 legs=0
        """);
  }

  @Test
  void countsTheMinutesOfAPaidHourAndChargesThemNothing() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.060@3600/60
            purchase  acme 3.60
            answer    acme leg1 +331 at 12:00:00             accepted 0.060/min 3600/60
            account   acme                                   balance=0.000 ledger=3.600 active=3.600 legs=1
            tick      12:01:00                               leg1 minutes=2 total=3.600
            tick      12:59:59.999999                        leg1 minutes=60 total=3.600
            tick      13:00:00                               EXHAUSTED; disconnect leg1 NO_CREDIT
            end       leg1 at 13:00:00 reported 13:00:01     record seconds=3600 billed=3600 charge=3.600 NO_CREDIT
            account   acme                                   balance=0.000 ledger=0.000 active=0.000 legs=0
            """);
  }

  @Test
  void paidMinutesNeedNoCreditEvenInDebt() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.060@3600/60 44=0.060
            purchase  acme 3.66
            answer    acme leg1 +331 at 12:00:00             accepted 0.060/min 3600/60
            answer    acme leg2 +441 at 12:00:00             accepted 0.060/min 60/60
            tick      12:01:00                               leg1 minutes=2 total=3.600; EXHAUSTED; disconnect leg2 NO_CREDIT
            end       leg2 at 12:01:30                       record seconds=90 billed=120 charge=0.120 adjustment=0.060 overdraft=0.060 NO_CREDIT
            balance   acme                                   -0.060
            tick      12:02:00                               leg1 minutes=3 total=3.600
            end       leg1 at 12:02:30                       record seconds=150 billed=3600 charge=3.600
            balance   acme                                   -0.060
            """);
  }

  @Test
  void aFeeWithoutAPriceIsPaidWithTheFirstMinute() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.000+0.050 44=0.060
            purchase  acme 0.11
            answer    acme leg1 +331 at 12:00:00             accepted 0.000/min +0.050 60/60
            answer    acme leg2 +441 at 12:00:00             accepted 0.060/min 60/60
            end       leg2 at 12:01:30                       leg1 minutes=2 total=0.050; EXHAUSTED; disconnect leg2 NO_CREDIT; record seconds=90 billed=120 charge=0.120 adjustment=0.060 overdraft=0.060 NO_CREDIT
            tick      12:02:00                               leg1 minutes=3 total=0.050
            end       leg1 at 12:02:30                       record seconds=150 billed=180 charge=0.050 fee=0.050
            """);
  }

  @Test
  void deniesALegWhoseFirstIncrementIsNotCovered() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.060@90/60 44=0.060@3600/60
            purchase  acme 0.08
            authorize acme +331                              denied NO_CREDIT
            answer    acme leg1 +331 at 12:00:00             EXHAUSTED; disconnect leg1 NO_CREDIT
            end       leg1 at 12:00:02                       record seconds=2 billed=0 charge=0.000 FREECALL=DENIED NO_CREDIT
            purchase  acme 3.51
            authorize acme +441                              denied NO_CREDIT
            answer    acme leg2 +331 at 12:01:00             accepted 0.060/min 90/60
            balance   acme                                   3.500
            """);
  }

  @Test
  void chargesSecondsByTheWholeMinuteAndRefundsTheUnused() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 1=0.060@1/1 3=0.060@30/6
            purchase  acme 0.10
            answer    acme leg1 +1 at 12:00:00               accepted 0.060/min 1/1
            tick      12:01:00                               EXHAUSTED; disconnect leg1 NO_CREDIT
            end       leg1 at 12:01:00 reported 12:01:01     record seconds=60 billed=60 charge=0.060 NO_CREDIT
            balance   acme                                   0.040
            purchase  acme 0.06
            answer    acme leg2 +1 at 12:10:00               accepted 0.060/min 1/1
            end       leg2 at 12:10:07                       record seconds=7 billed=7 charge=0.007 adjustment=-0.053
            answer    acme leg3 +3 at 12:20:00               accepted 0.060/min 30/6
            end       leg3 at 12:20:31                       record seconds=31 billed=36 charge=0.036 adjustment=-0.024
            balance   acme                                   0.057
            """);
  }

  @Test
  void chargesTheStepThatReachesPastTheMinute() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.060@30/7
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.060/min 30/7
            balance   acme                                   9.935
            tick      12:01:00                               leg1 minutes=2 total=0.121
            tick      12:02:00                               leg1 minutes=3 total=0.184
            end       leg1 at 12:02:59.5                     record seconds=180 billed=184 charge=0.184
            answer    acme leg2 +331 at 12:10:00             accepted 0.060/min 30/7
            end       leg2 at 12:11:01                       leg2 minutes=2 total=0.121; record seconds=61 billed=65 charge=0.065 adjustment=-0.056
            balance   acme                                   9.751
            """);
  }

  @Test
  void takesTheFeeOnceWhateverTheIncrements() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 1=0.020+0.050 2=0.020+0.050@90/60 3=0.020+0.050@3600/60
            purchase  acme 10.00
            answer    acme leg1 +1 at 12:00:00               accepted 0.020/min +0.050 60/60
            answer    acme leg2 +2 at 12:00:00               accepted 0.020/min +0.050 90/60
            answer    acme leg3 +3 at 12:00:00               accepted 0.020/min +0.050 3600/60
            account   acme                                   balance=8.600 ledger=10.000 active=1.400 legs=3
            tick      12:01:00                               leg1 minutes=2 total=0.090; leg2 minutes=2 total=0.100; leg3 minutes=2 total=1.250
            end       leg1 at 12:01:05                       record seconds=65 billed=120 charge=0.090 fee=0.050
            end       leg2 at 12:01:05                       record seconds=65 billed=90 charge=0.080 fee=0.050 adjustment=-0.020
            end       leg3 at 12:01:05                       record seconds=65 billed=3600 charge=1.250 fee=0.050
            balance   acme                                   8.580
            """);
  }

  @Test
  void roundsEachTotalHalfUp() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 1=0.000001@90/60
            purchase  acme 1.00
            answer    acme leg1 +1 at 12:00:00               accepted 0.000001/min 90/60
            balance   acme                                   0.999998
            tick      12:01:00                               leg1 minutes=2 total=0.000003
            tick      12:02:00                               leg1 minutes=3 total=0.000004
            end       leg1 at 12:02:01                       record seconds=121 billed=150 charge=0.000003 adjustment=-0.000001
            """);
  }

  @Test
  void chargesPaidStepsOfAnAnswerReportedLateAtOnce() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.060@3600/60
            purchase  acme 3.60
            answer    acme leg1 +331 at 12:00:00 reported 12:01:30   accepted 0.060/min 3600/60; leg1 minutes=2 total=3.600
            answer    acme leg2 +331 at 12:00:00 reported 12:01:30   accepted 0.060/min 3600/60; leg2 minutes=2 total=3.600
            balance   acme                                   -3.600
            """);
  }

  @Test
  void saysHowLongCreditLastsByTheSameCharges() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.060@90/60 44=0.060@3600/60 1=0.060+0.050@90/60
        purchase  acme 0.20
        authorize acme +331                              0.060/min 90/60 lasts=2
        authorize acme +1                                0.060/min +0.050 90/60 lasts=2
        purchase  acme 3.40
        authorize acme +441                              0.060/min 3600/60 lasts=60
        authorize acme +331                              0.060/min 90/60 lasts=59
        answer    acme leg1 +331 at 12:00:00             accepted 0.060/min 90/60
        authorize acme +331                              0.060/min 90/60 lasts=29
        """);
  }
}
