package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** How a wrong price is corrected after the calls. */
final class ReratingLedgerTest {
  @Test
  void aLowerPriceComesBackAndAHigherOneIsDebited() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020 44=0.010
            purchase  acme 1.00 at 11:00:00
            book      acme u1 +331 from 12:00:00 to 12:02:30      record u1 seconds=150 billed=180 charge=0.060
            book      acme u2 +441 from 12:05:00 to 12:06:00      record u2 seconds=60 billed=60 charge=0.010
            book      acme u3 +491 from 12:07:00 to 12:08:00      record u3 seconds=60 billed=0 charge=0.000 FREECALL=NO_RATE
            deck      DIAL_OUT 33=0.010 44=0.050+0.100@1/1
            rerate    acme from 12:00:00 to 12:08:00              unchanged=0 NO_RATE=1; RERATING 0.030 u1 from 0.060 to \
            0.030; RERATING -0.140 u2 from 0.010 to 0.150
            account   acme                                        balance=0.820 ledger=0.820 active=0.000 legs=0
            """);
  }

  @Test
  void aDebitGoesBelowZeroAndAsksForARecharge() {
    LedgerScript.run("""
        organization acme warn 0.05
        deck      DIAL_OUT 33=0.020
        purchase  acme 0.10 at 11:00:00
        auto-recharge acme below 0.01 buy 1.00 cap 1.00
        book      acme u1 +331 from 12:00:00 to 12:02:00      record u1 seconds=120 billed=120 charge=0.040
        deck      DIAL_OUT 33=0.100
        rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING -0.160 u1 from 0.040 to 0.200; \
        LOW_BALANCE; RECHARGE_REQUESTED
        account   acme                                        balance=-0.100 ledger=-0.100 active=0.000 legs=0
        """);
  }

  @Test
  void thePriceIsThatOfTheCallsOwnStart() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        deck      DIAL_OUT from 12:30:00 33=0.050
        purchase  acme 1.00 at 11:00:00
        book      acme u1 +331 from 12:29:59 to 12:31:00      record u1 seconds=61 billed=120 charge=0.040
        book      acme u2 +331 from 12:30:00 to 12:31:00      record u2 seconds=60 billed=60 charge=0.050
        deck      DIAL_OUT from 12:30:00 33=0.040
        rerate    acme from 12:00:00 to 12:31:00              unchanged=1; RERATING 0.010 u2 from 0.050 to 0.040
        """);
  }

  @Test
  void aSecondReratingStartsFromTheLatestCharge() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 1.00 at 11:00:00
        book      acme u1 +331 from 12:00:00 to 12:01:00      record u1 seconds=60 billed=60 charge=0.020
        deck      DIAL_OUT 33=0.050
        rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING -0.030 u1 from 0.020 to 0.050
        rerate    acme from 12:00:00 to 12:01:00              unchanged=1
        deck      DIAL_OUT 33=0.020
        rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING 0.030 u1 from 0.050 to 0.020
        account   acme                                        balance=0.980 ledger=0.980 active=0.000 legs=0
        """);
  }

  @Test
  void aRepeatBooksNothingAndAnotherPayloadIsRefused() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 1.00 at 11:00:00
        book      acme u1 +331 from 12:00:00 to 12:01:00      record u1 seconds=60 billed=60 charge=0.020
        deck      DIAL_OUT 33=0.010
        rerate    acme from 12:00:00 to 12:01:00 as fix       unchanged=0; RERATING 0.010 u1 from 0.020 to 0.010
        deck      DIAL_OUT 33=0.005
        rerate    acme from 12:00:00 to 12:01:00 as fix       unchanged=0
        rerate    acme from 12:00:00 to 12:00:59 as fix       refused REQUEST_ID_REUSED
        rerate    from 12:00:00 to 12:01:00 as fix            refused REQUEST_ID_REUSED
        balance   acme                                        0.990
        """);
  }

  @Test
  void whatWasLeftHalfDoneGoesOnWhereItStoppedAndNobodyGetsBetween() {
    LedgerScript.run("""
        organization acme
        organization zeta
        deck      DIAL_OUT 33=0.020
        purchase  acme 1.00 at 11:00:00
        purchase  zeta 1.00
        book      acme u1 +331 from 12:00:00 to 12:01:00      record u1 seconds=60 billed=60 charge=0.020
        book      zeta u2 +331 from 12:00:00 to 12:01:00      record u2 seconds=60 billed=60 charge=0.020
        book      acme u3 +331 from 11:30:00 to 12:01:00      record u3 seconds=1860 billed=1860 charge=0.620
        deck      DIAL_OUT 33=0.010
        rerate    from 11:00:00 to 12:01:00 as a by 1 batches 2 unchanged=0 open; RERATING 0.310 u3 from 0.620 to \
        0.310; RERATING 0.010 u1 from 0.020 to 0.010
        rerate    zeta from 11:00:00 to 12:01:00 as b         refused RERATING_OPEN
        rerate    from 11:00:00 to 12:01:00 as a by 1         unchanged=0; RERATING 0.010 u2 from 0.020 to 0.010
        rerate    zeta from 11:00:00 to 12:01:00 as b         unchanged=1
        balance   acme                                        0.680
        balance   zeta                                        0.990
        """);
  }

  @Test
  void callsClosedAfterItBeganAreLeftToTheNextOne() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 1.00 at 11:00:00
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        book      acme u1 +331 from 12:00:00 to 12:01:00      leg1 minutes=2 total=0.040; record u1 seconds=60 \
        billed=60 charge=0.020
        deck      DIAL_OUT 33=0.010
        rerate    acme from 12:00:00 to 12:01:00 as a batches 0 unchanged=0 open
        end       leg1 at 12:02:00                            leg1 minutes=3 total=0.060; record seconds=120 \
        billed=120 charge=0.040 adjustment=-0.020
        rerate    acme from 12:00:00 to 12:01:00 as a         unchanged=0; RERATING 0.010 u1 from 0.020 to 0.010
        rerate    acme from 12:00:00 to 12:02:00 as b         unchanged=1; RERATING 0.020 tb-0-2 from 0.040 to 0.020
        """);
  }

  @Test
  void callsThatWereNeverChargedAreLeftAsTheyAre() {
    LedgerScript.run(
        """
            organization acme
            number    +1800 US toll-free
            deck      DIAL_OUT 33=0.020 44=reject
            deck      TOLL_FREE_DIAL_IN 1800=0.030
            purchase  acme 0.05 at 11:00:00
            answer    acme leg1 +441 at 12:00:00                  disconnect leg1 REJECTED_BY_RATE
            end       leg1 at 12:00:30                            record seconds=30 billed=0 charge=0.000 FREECALL=DENIED \
            REJECTED_BY_RATE
            book      acme u1 112 from 12:01:00 to 12:02:00       record u1 seconds=60 billed=0 charge=0.000 FREECALL=EMERGENCY
            book      acme u2 +1 via +1800 from 12:03:00 to 12:04:00 record u2 seconds=60 billed=60 charge=0.030
            book      acme u3 +1 via +1900 from 12:05:00 to 12:06:00 record u3 seconds=60 billed=0 charge=0.000 FREECALL=UNKNOWN_SERVICE_NUMBER
            book      acme u4 +331 to 12:07:00                    record u4 seconds=0 billed=0 charge=0.000 FREECALL
            deck      DIAL_OUT =0.010
            deck      TOLL_FREE_DIAL_IN 1900=0.040
            rerate    acme from 12:00:00 to 12:08:00              unchanged=1 DENIED=1 EMERGENCY=1 \
            UNKNOWN_SERVICE_NUMBER=1 NO_RATE=1
            deck      TOLL_FREE_DIAL_IN 1=reject
            number    +1800 US toll
            number    +1900 US toll-free
            rerate    acme from 12:00:00 to 12:08:00              unchanged=1 DENIED=1 EMERGENCY=1 \
            SERVICE_NUMBER_CHANGED=1 REJECTED_BY_RATE=1
            balance   acme                                        0.020
            """);
  }

  @Test
  void aCallThatWasFreeForWantOfARateGetsAPrice() {
    LedgerScript.run(
        """
            organization acme
            purchase  acme 1.00 at 11:00:00
            book      acme u1 +331 from 12:00:00 to 12:01:01      record u1 seconds=61 billed=0 charge=0.000 FREECALL=NO_RATE
            deck      DIAL_OUT 33=0.020
            rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING -0.040 u1 from 0.000 to 0.040
            balance   acme                                        0.960
            """);
  }

  @Test
  void aCallToANumberThatWasNotKnownIsChargedOnceItIsRegistered() {
    LedgerScript.run(
        """
            organization acme
            purchase  acme 1.00 at 11:00:00
            answer    acme leg1 +1 via +1800 at 12:00:00          free
            end       leg1 at 12:01:01                            record seconds=61 billed=0 charge=0.000 FREECALL=UNKNOWN_SERVICE_NUMBER
            number    +1800 US toll-free
            deck      TOLL_FREE_DIAL_IN 1800=0.030
            rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING -0.060 tb-0-1 from 0.000 to 0.060
            number    +1800 US toll
            deck      TOLL_DIAL_IN 1800=0.010
            rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING 0.040 tb-0-1 from 0.060 to 0.020
            balance   acme                                        0.980
            """);
  }

  @Test
  void aLegThatRanOutOfCreditIsPricedForAllThatItUsed() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 0.02 at 11:00:00
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        tick      12:01:00                                    EXHAUSTED; disconnect leg1 NO_CREDIT
        end       leg1 at 12:01:30                            record seconds=90 billed=120 charge=0.040 \
        adjustment=0.020 overdraft=0.020 NO_CREDIT
        deck      DIAL_OUT 33=0.010
        rerate    acme from 12:00:00 to 12:02:00              unchanged=0; RERATING 0.020 tb-0-1 from 0.040 to 0.020
        balance   acme                                        0.000
        """);
  }

  @Test
  void creditComesBackWithAWholeLifetimeThoughItsLotHasExpired() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.10 at 2026-03-02T11:00:00
            purchase  acme 1.00 at 2027-02-20T11:00:00
            book      acme u1 +331 from 2027-03-01T12:00:00 to 2027-03-01T12:05:00 record u1 seconds=300 billed=300 \
            charge=0.100
            book      acme u2 +331 from 2027-03-01T13:00:00 to 2027-03-01T13:01:00 record u2 seconds=60 billed=60 charge=0.020
            tick      2027-03-02T11:00:00
            lots      acme                                        0.980/1.000
            deck      DIAL_OUT 33=0.005
            rerate    acme from 2027-03-01T00:00:00 to 2027-03-02T00:00:00 unchanged=0; RERATING 0.075 u1 from 0.100 to \
            0.025; RERATING 0.015 u2 from 0.020 to 0.005
            lots      acme                                        0.980/1.000 0.090/0.090
            tick      2028-02-20T11:00:00                         EXPIRY -0.980
            tick      2028-03-02T10:59:59.999999
            tick      2028-03-02T11:00:00                         EXPIRY -0.090
            """);
  }

  @Test
  void creditPaysADebtFirst() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 0.01 at 11:00:00
        book      acme u1 +331 from 12:00:00 to 12:03:00      record u1 seconds=180 billed=180 charge=0.060 \
        overdraft=0.050
        deck      DIAL_OUT 33=0.002
        rerate    acme from 12:00:00 to 12:03:00              unchanged=0; RERATING 0.054 u1 from 0.060 to 0.006
        lots      acme                                        0.004/0.004
        balance   acme                                        0.004
        """);
  }

  @Test
  void aRangeThatIsOlderThanTheDecksIsRefusedAndSoIsAnUnknownOrganization() {
    LedgerScript.run("""
        organization acme
        tick      2026-05-10T12:00:00
        rerate    acme from 2026-03-09T11:59:59 to 2026-05-10T12:00:00 as a refused RANGE_TOO_OLD
        rerate    acme from 2026-03-09T12:00:00 to 2026-05-10T12:00:00 as a unchanged=0
        rerate    nobody from 2026-05-09T12:00:00 to 2026-05-10T12:00:00 refused NO_SUCH_ORGANIZATION
        tick      2026-07-11T12:00:00
        rerate    acme from 2026-03-09T12:00:00 to 2026-05-10T12:00:00 as a unchanged=0
        tick      2026-07-11T12:00:00.000001
        rerate    acme from 2026-03-09T12:00:00 to 2026-05-10T12:00:00 as a refused RANGE_TOO_OLD
        """);
  }

  @Test
  void oneThatNobodyFinishesIsGivenUp() {
    LedgerScript.run("""
        organization acme
        rerate    acme from 2026-03-01T12:00:00 to 2026-03-01T13:00:00 as a batches 0 unchanged=0 open
        tick      2026-05-03T00:00:00
        rerate    acme from 2026-04-01T12:00:00 to 2026-04-01T13:00:00 as b refused RERATING_OPEN
        tick      2026-05-03T00:00:00.000001
        rerate    acme from 2026-04-01T12:00:00 to 2026-04-01T13:00:00 as b unchanged=0
        """);
  }
}
