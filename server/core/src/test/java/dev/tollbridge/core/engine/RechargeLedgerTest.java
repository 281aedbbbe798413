package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** When credit is bought automatically. */
final class RechargeLedgerTest {
  @Test
  void asksOnceWhenTheBalanceFallsBelowTheTrigger() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 1.00
        auto-recharge acme below 0.98 buy 2.00 cap 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        tick      12:01:00                               leg1 minutes=2 total=0.040; RECHARGE_REQUESTED
        tick      12:02:00                               leg1 minutes=3 total=0.060
        recharge  acme paid                              RECHARGE_SUCCEEDED
        lots      acme                                   0.940/1.000 2.000/2.000
        tick      12:03:00                               leg1 minutes=4 total=0.080
        """);
  }

  @Test
  void asksAtOnceWhenSwitchedOnBelowTheTrigger() {
    LedgerScript.run("""
        organization acme
        purchase  acme 1.00
        auto-recharge acme below 1.00 buy 2.00 cap 10.00
        auto-recharge acme below 1.000001 buy 2.00 cap 10.00   RECHARGE_REQUESTED
        auto-recharge acme off
        recharge  acme paid                              RECHARGE_SUCCEEDED
        balance   acme                                   3.000
        """);
  }

  @Test
  void triesAFailedRechargeAgainAfterFifteenMinutes() {
    LedgerScript.run("""
        organization acme
        tick      12:00:00
        auto-recharge acme below 1.00 buy 2.00 cap 10.00 RECHARGE_REQUESTED
        recharge  acme failed                            RECHARGE_FAILED
        tick      12:14:59.999999
        tick      12:15:00                               RECHARGE_REQUESTED
        recharge  acme failed                            RECHARGE_FAILED
        purchase  acme 1.00
        tick      12:30:00
        adjust    acme -0.50                             RECHARGE_REQUESTED
        recharge  acme paid                              RECHARGE_SUCCEEDED
        balance   acme                                   2.500
        """);
  }

  @Test
  void asksForNoMoreThanTheCapInAUtcDay() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=1.000
        tick      23:00:00
        auto-recharge acme below 1.00 buy 2.00 cap 5.00  RECHARGE_REQUESTED
        recharge  acme failed                            RECHARGE_FAILED
        tick      23:15:00                               RECHARGE_REQUESTED
        recharge  acme paid                              RECHARGE_SUCCEEDED
        adjust    acme -2.00                             RECHARGE_REQUESTED
        recharge  acme paid                              RECHARGE_SUCCEEDED
        adjust    acme -2.00
        tick      23:59:59.999999
        tick      2026-03-03T00:00:00                    RECHARGE_REQUESTED
        recharge  acme paid                              RECHARGE_SUCCEEDED
        """);
  }

  @Test
  void asksAgainWhileThePaymentLeavesTheBalanceBelowTheTrigger() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=1.000
        book      acme u1 +331 from 12:00:00 to 12:05:00 record u1 seconds=300 billed=300 charge=5.000 overdraft=5.000
        auto-recharge acme below 1.00 buy 3.00 cap 100.00   RECHARGE_REQUESTED
        recharge  acme paid                              RECHARGE_SUCCEEDED; RECHARGE_REQUESTED
        recharge  acme paid                              RECHARGE_SUCCEEDED
        balance   acme                                   1.000
        """);
  }

  @Test
  void settlesARechargeOnce() {
    LedgerScript.run("""
        organization acme
        auto-recharge acme below 1.00 buy 2.00 cap 10.00 RECHARGE_REQUESTED
        recharge  acme paid id acme-1 as r1              RECHARGE_SUCCEEDED
        recharge  acme paid id acme-1 as r1              repeated RECHARGE 2.000
        recharge  acme failed id acme-1 as r1            refused REQUEST_ID_REUSED
        recharge  acme paid id acme-1 as r2              refused NO_SUCH_RECHARGE
        recharge  acme failed id acme-7                  refused NO_SUCH_RECHARGE
        balance   acme                                   2.000
        """);
  }

  @Test
  void asksWhenALotIsForfeited() {
    LedgerScript.run("""
        organization acme
        purchase  acme 5.00 at 12:00:00
        auto-recharge acme below 1.00 buy 2.00 cap 10.00
        tick      2027-03-02T12:00:00                    EXPIRY -5.000; RECHARGE_REQUESTED
        """);
  }

  @Test
  void leavesABalanceAloneThatCannotPayButIsNotBelowTheTrigger() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=1.000
        purchase  acme 0.50
        auto-recharge acme below 0.10 buy 2.00 cap 10.00
        answer    acme leg1 +331 at 12:00:00             EXHAUSTED; disconnect leg1 NO_CREDIT
        """);
  }
}
