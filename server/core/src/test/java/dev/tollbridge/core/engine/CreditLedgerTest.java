package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** How credit is bought, spent, refunded, forfeited and corrected. */
final class CreditLedgerTest {
  @Test
  void spendsLotsFirstInFirstOut() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 0.03 at 11:00:00
        purchase  acme 0.05 at 11:01:00
        lots      acme                                   0.030/0.030 0.050/0.050
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        lots      acme                                   0.010/0.030 0.050/0.050
        tick      12:01:00                               leg1 minutes=2 total=0.040
        lots      acme                                   0.040/0.050
        end       leg1 at 12:00:30 reported 12:01:10     record seconds=30 billed=60 charge=0.020 adjustment=-0.020
        lots      acme                                   0.010/0.030 0.050/0.050
        """);
  }

  @Test
  void forfeitsALotTwelveMonthsLaterToTheMicrosecond() {
    LedgerScript.run("""
        organization acme
        purchase  acme 3.00 at 2026-03-02T10:00:00.000007
        purchase  acme 5.00 at 2026-04-02T10:00:00
        tick      2027-03-02T10:00:00.000006
        balance   acme                                   8.000
        tick      2027-03-02T10:00:00.000007             EXPIRY -3.000
        account   acme                                   balance=5.000 ledger=5.000 active=0.000 legs=0
        tick      2027-04-02T09:59:59.999999
        tick      2027-04-02T10:00:00                    EXPIRY -5.000
        account   acme                                   balance=0.000 ledger=0.000 active=0.000 legs=0
        """);
  }

  @Test
  void forfeitsALeapDaysLotTheDayBeforeMarchThoughItIsNotTheOldest() {
    LedgerScript.run("""
        organization acme
        purchase  acme 1.00 at 2028-02-28T13:00:00
        purchase  acme 2.00 at 2028-02-29T12:00:00
        purchase  acme 4.00 at 2028-03-01T11:00:00
        tick      2029-02-28T11:59:59.999999
        tick      2029-02-28T12:00:00                    EXPIRY -2.000
        tick      2029-02-28T12:59:59.999999
        tick      2029-02-28T13:00:00                    EXPIRY -1.000
        lots      acme                                   4.000/4.000
        tick      2029-03-01T11:00:00                    EXPIRY -4.000
        """);
  }

  @Test
  void forfeitsOnlyTheRestOfALot() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 1.00 at 12:00:00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            end       leg1 at 12:01:00                       leg1 minutes=2 total=0.040; record seconds=60 billed=60 charge=0.020 adjustment=-0.020
            tick      2027-03-02T12:00:00                    EXPIRY -0.980
            account   acme                                   balance=0.000 ledger=0.000 active=0.000 legs=0
            """);
  }

  @Test
  void saysNothingOfALotThatWasSpentWhenItExpires() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 0.02 at 12:00:00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        end       leg1 at 12:00:30                       record seconds=30 billed=60 charge=0.020
        tick      2027-03-02T12:00:00
        """);
  }

  @Test
  void forfeitsBeforeItChargesAMinuteDueAtTheSameInstant() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 1.00 at 2026-03-02T12:05:00
        answer    acme leg1 +331 at 2027-03-02T12:03:00  accepted 0.020/min 60/60
        tick      2027-03-02T12:04:59.999999             leg1 minutes=2 total=0.040
        tick      2027-03-02T12:05:00                    EXPIRY -0.960; EXHAUSTED; disconnect leg1 NO_CREDIT
        """);
  }

  @Test
  void chargesMinutesDueBeforeAnExpiryFirstHoweverLateTimeMovesOn() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 1.00 at 2026-03-02T12:05:00
            answer    acme leg1 +331 at 2027-03-02T12:03:00  accepted 0.020/min 60/60
            tick      2027-03-02T12:06:10                    EXPIRY -0.960; leg1 minutes=3 total=0.060; EXHAUSTED; disconnect leg1 NO_CREDIT
            balance   acme                                   -0.020
            """);
  }

  @Test
  void refundsToTheLotThatPaid() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.03 at 2026-03-02T12:05:00
            purchase  acme 1.00 at 2026-04-02T12:05:00
            answer    acme leg1 +331 at 2027-03-02T12:03:00  accepted 0.020/min 60/60
            tick      2027-03-02T12:04:00                    leg1 minutes=2 total=0.040
            lots      acme                                   0.990/1.000
            end       leg1 at 2027-03-02T12:03:00 reported 2027-03-02T12:04:30   record seconds=0 billed=0 charge=0.000 adjustment=-0.040 FREECALL
            lots      acme                                   0.030/0.030 1.000/1.000
            tick      2027-03-02T12:05:00                    EXPIRY -0.030
            balance   acme                                   1.000
            """);
  }

  @Test
  void keepsARefundOfCreditThatHasExpiredAsALotOfItsOwn() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 1.00 at 2026-03-02T12:05:00
            answer    acme leg1 +331 at 2027-03-02T12:04:00  accepted 0.020/min 60/60
            tick      2027-03-02T12:05:00                    EXPIRY -0.980; EXHAUSTED; disconnect leg1 NO_CREDIT
            end       leg1 at 2027-03-02T12:04:00 reported 2027-03-02T12:05:10   record seconds=0 billed=0 charge=0.000 adjustment=-0.020 FREECALL NO_CREDIT
            lots      acme                                   0.020/0.020
            account   acme                                   balance=0.020 ledger=0.020 active=0.000 legs=0
            tick      2028-03-02T12:05:09
            tick      2028-03-02T12:05:10                    EXPIRY -0.020
            """);
  }

  @Test
  void repaysDebtFromThePurchase() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.02
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:01:00                               EXHAUSTED; disconnect leg1 NO_CREDIT
            end       leg1 at 12:04:30                       disconnect leg1 NO_CREDIT; record seconds=270 billed=300 charge=0.100 adjustment=0.080 overdraft=0.080 NO_CREDIT
            balance   acme                                   -0.080
            purchase  acme 0.05
            lots      acme
            balance   acme                                   -0.030
            purchase  acme 0.05
            lots      acme                                   0.020/0.050
            account   acme                                   balance=0.020 ledger=0.020 active=0.000 legs=0
            """);
  }

  @Test
  void repaysDebtFromARefund() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.02 at 12:00:00
            answer    acme leg1 +331 at 12:00:00 reported 12:04:30   leg1 minutes=4 total=0.080; EXHAUSTED; disconnect leg1 NO_CREDIT
            balance   acme                                   -0.060
            end       leg1 at 12:00:30 reported 12:05:00     disconnect leg1 NO_CREDIT; record seconds=30 billed=60 charge=0.020 adjustment=-0.060 NO_CREDIT
            lots      acme
            account   acme                                   balance=0.000 ledger=0.000 active=0.000 legs=0
            """);
  }

  @Test
  void correctsTheBalanceByHand() {
    LedgerScript.run("""
        organization acme
        adjust    acme 2.00
        purchase  acme 5.00
        adjust    acme -3.00
        lots      acme                                   4.000/5.000
        adjust    acme -4.000001                         refused INSUFFICIENT_CREDIT
        adjust    acme -4.00
        account   acme                                   balance=0.000 ledger=0.000 active=0.000 legs=0
        adjust    none 1.00                              refused NO_SUCH_ORGANIZATION
        """);
  }

  @Test
  void refusesPurchasesBelowTheMinimum() {
    LedgerScript.run("""
        rules     lease 120 orphan 3600 minimum 50.00
        organization acme
        purchase  acme 49.999999                         refused BELOW_MINIMUM_PURCHASE
        purchase  acme 50.00
        auto-recharge acme below 5.00 buy 49.99 cap 500.00   refused BELOW_MINIMUM_PURCHASE
        balance   acme                                   50.000
        """);
  }

  @Test
  void answersARepeatedRequestWithTheFirstAnswer() {
    LedgerScript.run("""
        organization acme
        organization zeta
        purchase  acme 5.00 as r1
        purchase  acme 5.00 as r1                        repeated PURCHASE 5.000
        purchase  acme 6.00 as r1                        refused REQUEST_ID_REUSED
        adjust    acme -5.00 as r1                       refused REQUEST_ID_REUSED
        purchase  zeta 5.00 as r1
        adjust    acme -2.00 as r2
        adjust    acme -2.00 as r2                       repeated ADJUSTMENT -2.000
        balance   acme                                   3.000
        tick      2026-05-03T00:00:00
        purchase  acme 5.00 as r1                        repeated PURCHASE 5.000
        balance   acme                                   3.000
        """);
  }

  @Test
  void triesARefusedRequestAgain() {
    LedgerScript.run("""
        organization acme
        adjust    acme -2.00 as r1                       refused INSUFFICIENT_CREDIT
        purchase  acme 2.00
        adjust    acme -2.00 as r1
        balance   acme                                   0.000
        """);
  }

  @Test
  void warnsOfALowBalanceOncePerCrossing() {
    LedgerScript.run("""
        organization acme warn 0.97,0.95
        deck      DIAL_OUT 33=0.010
        purchase  acme 1.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.010/min 60/60
        tick      12:02:00                               leg1 minutes=3 total=0.030
        tick      12:03:00                               leg1 minutes=4 total=0.040; LOW_BALANCE
        tick      12:04:00                               leg1 minutes=5 total=0.050
        tick      12:05:00                               leg1 minutes=6 total=0.060; LOW_BALANCE
        tick      12:06:00                               leg1 minutes=7 total=0.070
        purchase  acme 0.05
        tick      12:07:00                               leg1 minutes=8 total=0.080
        tick      12:09:00                               LOW_BALANCE; leg1 minutes=10 total=0.100
        adjust    acme -0.90                             LOW_BALANCE
        """);
  }

  @Test
  void saysOnceThatCreditIsExhausted() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        answer    acme leg1 +331 at 12:00:00             EXHAUSTED; disconnect leg1 NO_CREDIT
        answer    acme leg2 +331 at 12:00:00             disconnect leg2 NO_CREDIT
        purchase  acme 0.01
        answer    acme leg3 +331 at 12:00:00             EXHAUSTED; disconnect leg3 NO_CREDIT
        """);
  }

  @Test
  void booksEachUsageIdOnce() {
    LedgerScript.run(
        """
            organization acme unlicensed
            deck      DIAL_OUT 33=0.020+0.050 44=reject
            purchase  acme 0.10
            book      acme u1 +331 from 12:00:00 to 12:01:30    record u1 seconds=90 billed=120 charge=0.090 fee=0.050
            book      acme u1 +331 from 12:00:00 to 12:01:30    repeated u1
            book      acme u1 +331 from 12:00:00 to 12:01:31    refused USAGE_ID_REUSED
            book      acme u2 +331 from 12:00:00 to 12:01:30    record u2 seconds=90 billed=120 charge=0.090 fee=0.050 overdraft=0.080
            book      acme u3 +331 to 12:01:30                  record u3 seconds=0 billed=0 charge=0.000 FREECALL
            book      acme u4 +331 from 12:01:30 to 12:01:30    record u4 seconds=0 billed=0 charge=0.000 FREECALL
            book      acme u5 +441 from 12:00:00 to 12:01:30    record u5 seconds=90 billed=0 charge=0.000 FREECALL=DENIED REJECTED_BY_RATE
            book      acme u6 +991 from 12:00:00 to 12:01:30    record u6 seconds=90 billed=0 charge=0.000 FREECALL=NO_RATE
            book      none u7 +331 from 12:00:00 to 12:01:30    refused NO_SUCH_ORGANIZATION
            account   acme                                      balance=-0.080 ledger=-0.080 active=0.000 legs=0
            book      acme u8 +331 from 12:00:00 to 12:01:30 reported 2026-04-16T12:00:00.000001   refused TOO_OLD
            book      acme u1 +331 from 12:00:00 to 12:01:30    repeated u1
            """);
  }
}
