package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** Which legs are admitted, at which rate, and what happens to the others. */
final class AdmissionLedgerTest {
  @Test
  void neverChargesALegThatIsDeniedAtItsAnswer() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020+0.050
            purchase  acme 0.069999
            authorize acme +331                              denied NO_CREDIT
            answer    acme leg1 +331 at 12:00:00             EXHAUSTED; disconnect leg1 NO_CREDIT
            tick      12:00:59.999999
            tick      12:01:00                               disconnect leg1 NO_CREDIT
            tick      12:02:00                               disconnect leg1 NO_CREDIT
            end       leg1 at 12:02:30                       record seconds=150 billed=0 charge=0.000 FREECALL=DENIED NO_CREDIT
            account   acme                                   balance=0.069999 ledger=0.069999 active=0.000 legs=0
            tick      12:05:00
            """);
  }

  @Test
  void repeatsAHangUpOnceForTheMinutesThatPassedTogether() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        answer    acme leg1 +331 at 12:00:00             EXHAUSTED; disconnect leg1 NO_CREDIT
        tick      12:02:00                               disconnect leg1 NO_CREDIT
        tick      12:04:59.999999                        disconnect leg1 NO_CREDIT
        """);
  }

  @Test
  void acceptsALegWhoseFirstMinuteIsJustCovered() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020+0.050
        purchase  acme 0.07
        authorize acme +331                              0.020/min +0.050 60/60 lasts=1
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min +0.050 60/60
        balance   acme                                   0.000
        tick      12:01:00                               EXHAUSTED; disconnect leg1 NO_CREDIT
        """);
  }

  @Test
  void deniesEverythingWithoutCreditsSetUp() {
    LedgerScript.run(
        """
            organization acme unlicensed without-credits
            deck      DIAL_OUT 33=0.020 44=0.000
            purchase  acme 10.00
            authorize acme +331                              denied CREDITS_NOT_SET_UP
            answer    acme leg1 +331 at 12:00:00             disconnect leg1 CREDITS_NOT_SET_UP
            answer    acme leg2 +441 at 12:00:00             disconnect leg2 CREDITS_NOT_SET_UP
            end       leg1 at 12:00:30                       record seconds=30 billed=0 charge=0.000 FREECALL=DENIED CREDITS_NOT_SET_UP
            book      acme u1 +331 from 11:59:30 to 12:00:30 record u1 seconds=60 billed=0 charge=0.000 FREECALL=DENIED CREDITS_NOT_SET_UP
            book      acme u2 +991 from 11:59:30 to 12:00:30 record u2 seconds=60 billed=0 charge=0.000 FREECALL=DENIED CREDITS_NOT_SET_UP
            balance   acme                                   10.000
            """);
  }

  @Test
  void asksForTheOrganizersLicence() {
    LedgerScript.run(
        """
            organization acme unlicensed
            deck      DIAL_OUT 33=0.020 66=reject
            licence   acme bert ANY
            purchase  acme 10.00
            authorize acme +331 by carl                      denied NO_LICENCE
            authorize acme +661 by carl                      denied NO_LICENCE
            authorize acme +331 by bert                      0.020/min 60/60 lasts=500
            answer    acme leg1 +331 by carl at 12:00:00     disconnect leg1 NO_LICENCE
            answer    acme leg2 +331 by bert at 12:00:00     accepted 0.020/min 60/60
            tick      12:01:00                               disconnect leg1 NO_LICENCE; leg2 minutes=2 total=0.040
            end       leg1 at 12:01:30                       record seconds=90 billed=0 charge=0.000 FREECALL=DENIED NO_LICENCE
            """);
  }

  @Test
  void holdsTheDialOutPolicyOfTheOrganizer() {
    LedgerScript.run(
        """
            organization acme unlicensed
            deck      DIAL_OUT 1=0.010 33=0.020 7=0.030
            licence   acme anna NONE
            licence   acme bert SAME_COUNTRY
            licence   acme carl ZONE_A
            purchase  acme 10.00
            authorize acme +331                              denied DIAL_OUT_POLICY
            authorize acme +331 by bert                      denied DIAL_OUT_POLICY
            authorize acme +121 by bert                      0.010/min 60/60 lasts=1000
            authorize acme +331 by carl                      0.020/min 60/60 lasts=500
            authorize acme +771 by carl                      denied DIAL_OUT_POLICY
            answer    acme leg1 +331 at 12:00:00             disconnect leg1 DIAL_OUT_POLICY
            end       leg1 at 12:00:30                       record seconds=30 billed=0 charge=0.000 FREECALL=DENIED DIAL_OUT_POLICY
            """);
  }

  @Test
  void letsInboundCallsPastTheDialOutPolicy() {
    LedgerScript.run("""
        organization acme unlicensed
        number    +18005550100 US toll-free
        deck      TOLL_FREE_DIAL_IN 1800=0.010
        licence   acme anna NONE
        purchase  acme 10.00
        answer    acme leg1 +331 via +18005550100 at 12:00:00   accepted 0.010/min 60/60
        """);
  }

  @Test
  void deniesWhatTheDeckRejects() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020 3389=reject
            purchase  acme 10.00
            authorize acme +3389                             denied REJECTED_BY_RATE
            answer    acme leg1 +3389 at 12:00:00            disconnect leg1 REJECTED_BY_RATE
            end       leg1 at 12:00:30                       record seconds=30 billed=0 charge=0.000 FREECALL=DENIED REJECTED_BY_RATE
            balance   acme                                   10.000
            """);
  }

  @Test
  void givesALegAwayThatCannotBePriced() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            number    +33999 FR toll
            authorize acme +661                              denied NO_RATE
            authorize acme anonymous via +4912               denied UNKNOWN_SERVICE_NUMBER
            authorize acme anonymous via +33999              denied NO_RATE
            answer    acme leg1 +661 at 12:00:00             free
            answer    acme leg2 anonymous via +4912 at 12:00:00   free
            answer    acme leg3 anonymous via +33999 at 12:00:00  free
            tick      12:05:00
            end       leg1 at 12:05:30                       record seconds=330 billed=0 charge=0.000 FREECALL=NO_RATE
            end       leg2 at 12:05:30                       record seconds=330 billed=0 charge=0.000 FREECALL=UNKNOWN_SERVICE_NUMBER
            end       leg3 at 12:05:30                       record seconds=330 billed=0 charge=0.000 FREECALL=NO_RATE
            account   acme                                   balance=0.000 ledger=0.000 active=0.000 legs=0
            """);
  }

  @Test
  void letsFreeLegsGoOnWithoutCredit() {
    LedgerScript.run(
        """
            organization acme unlicensed
            licence   acme anna ANY
            deck      DIAL_OUT 33=0.020 44=0.000
            authorize acme +441                              free
            authorize acme 112 by nobody                     free
            answer    acme leg1 +441 at 12:00:00             free
            answer    acme leg2 112 by nobody at 12:00:00    free
            purchase  acme 0.02
            answer    acme leg3 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:01:00                               EXHAUSTED; disconnect leg3 NO_CREDIT
            tick      12:02:00                               disconnect leg3 NO_CREDIT
            end       leg3 at 12:02:00                       record seconds=120 billed=120 charge=0.040 adjustment=0.020 overdraft=0.020 NO_CREDIT
            tick      12:03:00
            end       leg1 at 12:03:30                       record seconds=210 billed=240 charge=0.000 FREECALL=ZERO_RATE
            end       leg2 at 12:03:30                       record seconds=210 billed=0 charge=0.000 FREECALL=EMERGENCY
            balance   acme                                   -0.020
            """);
  }

  @Test
  void neverBlocksEmergencyCalls() {
    LedgerScript.run("""
        organization acme unlicensed without-credits
        answer    acme leg1 112 at 12:00:00              free
        end       leg1 at 12:00:30                       record seconds=30 billed=0 charge=0.000 FREECALL=EMERGENCY
        """);
  }

  @Test
  void pricesAWholeLegAtTheRateOfItsAnswerInstant() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT from 00:00:00 33=0.020
            deck      DIAL_OUT from 12:00:00 33=0.030
            purchase  acme 10.00
            answer    acme leg1 +331 at 11:59:59.999999      accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:00:00             accepted 0.030/min 60/60
            answer    acme leg3 +331 at 11:59:59.999999 reported 12:00:10   accepted 0.020/min 60/60
            tick      12:01:00                               leg1 minutes=2 total=0.040; leg3 minutes=2 total=0.040; leg2 minutes=2 total=0.060
            end       leg1 at 12:01:30                       record seconds=91 billed=120 charge=0.040
            """);
  }

  @Test
  void keepsTheRateOfARunningLegWhenANewDeckComesIn() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT from 00:00:00 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        tick      12:00:30
        deck      DIAL_OUT from 00:00:00 33=0.050
        tick      12:01:00                               leg1 minutes=2 total=0.040
        answer    acme leg2 +331 at 12:01:00             accepted 0.050/min 60/60
        end       leg1 at 12:01:30                       record seconds=90 billed=120 charge=0.040
        """);
  }

  @Test
  void saysHowLongCreditLastsBesideTheActiveLegs() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020 44=0.030+0.100
        purchase  acme 1.02
        authorize acme +331                              0.020/min 60/60 lasts=51
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        authorize acme +331                              0.020/min 60/60 lasts=25
        authorize acme +441                              0.030/min +0.100 60/60 lasts=18
        end       leg1 at 12:00:30                       record seconds=30 billed=60 charge=0.020
        authorize acme +331                              0.020/min 60/60 lasts=50
        purchase  acme 1000000.00
        authorize acme +331                              0.020/min 60/60 lasts=1800
        authorize none +331                              denied UNKNOWN_ORGANIZATION
        """);
  }

  @Test
  void rejectsLegsOfUnknownOrganizations() {
    LedgerScript.run("""
        answer    none leg1 +331 at 12:00:00             rejected UNKNOWN_ORGANIZATION
        end       leg1 at 12:00:30                       rejected UNKNOWN_LEG
        """);
  }
}
