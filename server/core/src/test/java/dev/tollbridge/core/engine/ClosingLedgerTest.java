package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** How an organization is closed and opened again. */
final class ClosingLedgerTest {
  private static final String ACME = """
      organization acme
      deck      DIAL_OUT 33=0.020 44=0.000
      purchase  acme 1.00 at 11:00:00
      """;

  @Test
  void withoutLegsItIsSettledAtOnce() {
    LedgerScript.run(ACME + """
        close     acme pay-out as c1
        state     acme                                        CLOSED
        account   acme                                        balance=0.000 ledger=0.000 active=0.000 legs=0
        close     acme pay-out as c1                          repeated PAYOUT -1.000
        close     acme forfeit as c1                          refused REQUEST_ID_REUSED
        close     acme forfeit                                refused ORGANIZATION_CLOSED
        purchase  acme 1.00                                   refused ORGANIZATION_CLOSED
        auto-recharge acme below 0.01 buy 1.00 cap 1.00       refused ORGANIZATION_CLOSED
        authorize acme +331                                   denied ORGANIZATION_CLOSED
        authorize acme 112                                    free
        answer    acme leg1 +331 at 12:00:00                  disconnect leg1 ORGANIZATION_CLOSED
        answer    acme leg2 112 at 12:00:00                   free
        end       leg1 at 12:00:10                            record seconds=10 billed=0 charge=0.000 FREECALL=DENIED \
        ORGANIZATION_CLOSED
        end       leg2 at 12:05:00                            record seconds=300 billed=0 charge=0.000 \
        FREECALL=EMERGENCY
        """);
  }

  @Test
  void creditMayBeForfeited() {
    LedgerScript.run(ACME + """
        close     acme forfeit as c1
        close     acme forfeit as c1                          repeated FORFEITURE -1.000
        """);
  }

  @Test
  void activeLegsAreWaitedFor() {
    LedgerScript.run(ACME + """
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        answer    acme leg2 +331 at 12:00:10                  accepted 0.020/min 60/60
        close     acme pay-out at 12:00:30
        state     acme                                        CLOSING
        answer    acme leg3 +331 at 12:00:40                  disconnect leg3 ORGANIZATION_CLOSED
        tick      12:01:00                                    leg1 minutes=2 total=0.040
        end       leg1 at 12:01:05                            record seconds=65 billed=120 charge=0.040
        state     acme                                        CLOSING
        tick      12:01:15                                    leg2 minutes=2 total=0.040
        end       leg2 at 12:01:20                            record seconds=70 billed=120 charge=0.040; PAYOUT -0.920
        state     acme                                        CLOSED
        """);
  }

  @Test
  void activeLegsAreEndedAtTheirNextMinute() {
    LedgerScript.run(
        ACME + """
            answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
            answer    acme leg2 +441 at 12:00:00                  free
            answer    acme leg3 112 at 12:00:00                   free
            close     acme pay-out ending-legs at 12:00:30
            tick      12:01:00                                    disconnect leg1 ORGANIZATION_CLOSED; disconnect leg2 \
            ORGANIZATION_CLOSED
            tick      12:02:00                                    disconnect leg1 ORGANIZATION_CLOSED; disconnect leg2 \
            ORGANIZATION_CLOSED
            end       leg1 at 12:01:02                            record seconds=62 billed=120 charge=0.040 adjustment=0.020 \
            ORGANIZATION_CLOSED; PAYOUT -0.960
            state     acme                                        CLOSED
            end       leg3 at 12:09:00                            disconnect leg2 ORGANIZATION_CLOSED; record seconds=540 \
            billed=0 charge=0.000 FREECALL=EMERGENCY
            """);
  }

  /** Used before the closing and reported after it: charged as it would have been, below zero if need be. */
  @Test
  void whatWasAnsweredBeforeIsStillCharged() {
    LedgerScript.run(
        ACME + """
            close     acme pay-out at 12:00:30
            answer    acme leg1 +331 at 12:00:00 reported 12:01:10 leg1 minutes=1 total=0.020; EXHAUSTED; \
            disconnect leg1 NO_CREDIT
            end       leg1 at 12:01:20                            record seconds=80 billed=120 charge=0.040 adjustment=0.020 \
            overdraft=0.020 NO_CREDIT
            account   acme                                        balance=-0.040 ledger=-0.040 active=0.000 legs=0
            adjust    acme 0.100                                  PAYOUT -0.060
            """);
  }

  @Test
  void whatAClosedOrganizationIsGivenIsSettledToo() {
    LedgerScript.run(ACME + """
        book      acme u1 +331 from 12:00:00 to 12:03:00      record u1 seconds=180 billed=180 charge=0.060
        close     acme pay-out
        refund    acme u1 amount 0.010                        PAYOUT -0.010
        deck      DIAL_OUT 33=0.010
        rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING 0.030 u1 from 0.060 to 0.030; \
        PAYOUT -0.030
        account   acme                                        balance=0.000 ledger=0.000 active=0.000 legs=0
        """);
  }

  @Test
  void itIsReopenedFor90Days() {
    LedgerScript.run(ACME + """
        reopen    acme                                        refused ORGANIZATION_ACTIVE
        close     acme pay-out
        reopen    acme at 2026-05-31T11:00:00
        state     acme                                        ACTIVE EXHAUSTED
        purchase  acme 2.00
        authorize acme +331                                   0.020/min 60/60 lasts=100
        close     acme pay-out
        reopen    acme at 2026-08-30T00:00:00                 refused CLOSED_TOO_LONG
        state     acme                                        CLOSED
        """);
  }

  @Test
  void aClosingIsCalledOff() {
    LedgerScript.run(ACME + """
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        close     acme pay-out ending-legs at 12:00:30
        reopen    acme
        tick      12:01:00                                    leg1 minutes=2 total=0.040
        end       leg1 at 12:01:30                            record seconds=90 billed=120 charge=0.040
        balance   acme                                        0.960
        """);
  }

  @Test
  void aPendingRechargeHasToBeReportedFirst() {
    LedgerScript.run(ACME + """
        auto-recharge acme below 2.00 buy 5.00 cap 5.00       RECHARGE_REQUESTED
        close     acme pay-out                                refused RECHARGE_PENDING
        recharge  acme failed                                 RECHARGE_FAILED
        close     acme pay-out
        tick      12:00:00
        state     acme                                        CLOSED
        """);
  }

  @Test
  void listsShowLowBalances() {
    LedgerScript.run("""
        organization acme warn 0.50
        deck      DIAL_OUT 33=0.400
        state     acme                                        ACTIVE EXHAUSTED
        purchase  acme 0.80 at 11:00:00
        state     acme                                        ACTIVE
        answer    acme leg1 +331 at 12:00:00                  accepted 0.400/min 60/60; LOW_BALANCE
        state     acme                                        ACTIVE LOW_BALANCE
        tick      12:01:00                                    leg1 minutes=2 total=0.800
        state     acme                                        ACTIVE EXHAUSTED
        tick      12:02:00                                    EXHAUSTED; disconnect leg1 NO_CREDIT
        state     acme                                        ACTIVE EXHAUSTED
        close     acme forfeit
        state     acme                                        CLOSING
        """);
  }

  @Test
  void creditsAreSetUpByTheFirstPurchase() {
    LedgerScript.run("""
        organization acme credits-follow
        organization zeta without-credits
        deck      DIAL_OUT 33=0.020
        adjust    acme 1.00
        state     acme                                        ACTIVE without credits
        purchase  acme 1.00
        state     acme                                        ACTIVE
        purchase  zeta 1.00
        state     zeta                                        ACTIVE without credits
        """);
  }
}
