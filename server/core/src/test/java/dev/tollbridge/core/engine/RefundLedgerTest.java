package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** How a call's charge is given back, in whole or in part. */
final class RefundLedgerTest {
  private static final String CALL = """
      organization acme
      deck      DIAL_OUT 33=0.020
      purchase  acme 1.00 at 11:00:00
      book      acme u1 +331 from 12:00:00 to 12:03:00      record u1 seconds=180 billed=180 charge=0.060
      """;

  @Test
  void aCallIsRefundedInPartsUpToItsCharge() {
    LedgerScript.run(CALL + """
        refund    acme u1 amount 0.020
        refund    acme u1 amount 0.041                        refused REFUND_TOO_HIGH
        refund    acme u1 amount 0.000                        refused REFUND_TOO_HIGH
        refund    acme u1
        refund    acme u1                                     refused REFUND_TOO_HIGH
        refund    acme u2                                     refused NO_SUCH_CALL
        refund    zeta u1                                     refused NO_SUCH_ORGANIZATION
        account   acme                                        balance=1.000 ledger=1.000 active=0.000 legs=0
        lots      acme                                        0.940/1.000 0.060/0.060
        """);
  }

  @Test
  void aRepeatReturnsTheFirstAnswer() {
    LedgerScript.run(CALL + """
        refund    acme u1 amount 0.020 as r1
        refund    acme u1 amount 0.020 as r1                  repeated REFUND 0.020
        refund    acme u1 amount 0.010 as r1                  refused REQUEST_ID_REUSED
        balance   acme                                        0.960
        """);
  }

  @Test
  void figuresThatAreOutOfDateAreRefused() {
    LedgerScript.run(CALL + """
        purchase  acme 1.00
        refund    acme u1 amount 0.020 read-before 1
        refund    acme u1 amount 0.020 read-before 1          refused CALL_CHANGED
        refund    acme u1 amount 0.020
        deck      DIAL_OUT 33=0.015
        rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING 0.015 u1 from 0.060 to 0.045
        refund    acme u1 amount 0.020 read-before 1          refused CALL_CHANGED
        refund    acme u1 amount 0.006                        refused REFUND_TOO_HIGH
        refund    acme u1 amount 0.005
        balance   acme                                        2.000
        """);
  }

  private static final String SPENT = """
      organization acme
      deck      DIAL_OUT 33=0.020
      purchase  acme 0.06 at 2026-03-02T10:00:00
      tick      2027-03-01T11:00:00
      book      acme u1 +331 from 2027-03-01T10:00:00 to 2027-03-01T10:03:00   record u1 seconds=180 billed=180 charge=0.060
      tick      2027-03-02T10:00:00
      """;

  /** Nothing else was left to expire. */
  @Test
  void aRefundExpiresAsAPurchaseDoes() {
    LedgerScript.run(SPENT + """
        refund    acme u1
        lots      acme                                        0.060/0.060
        tick      2028-03-02T09:59:59.999999
        tick      2028-03-02T10:00:00                         EXPIRY -0.060
        """);
  }

  @Test
  void whatAReratingGivesBackExpiresToo() {
    LedgerScript.run(SPENT
        + """
            deck      DIAL_OUT 33=0.010
            rerate    acme from 2027-03-01T00:00:00 to 2027-03-02T00:00:00   unchanged=0; RERATING 0.030 u1 from 0.060 to 0.030
            lots      acme                                        0.030/0.030
            tick      2028-03-02T09:59:59.999999
            tick      2028-03-02T10:00:00                         EXPIRY -0.030
            """);
  }

  @Test
  void aRefundPaysDebtFirst() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 0.05 at 11:00:00
        book      acme u1 +331 from 12:00:00 to 12:03:00      record u1 seconds=180 billed=180 charge=0.060 \
        overdraft=0.010
        refund    acme u1 amount 0.030
        lots      acme                                        0.020/0.020
        """);
  }

  /** What was refunded stays refunded: a re-rating never gives back more than the call's charge less its refunds. */
  @Test
  void aReRatingKeepsRefunds() {
    LedgerScript.run(CALL + """
        refund    acme u1 amount 0.040
        deck      DIAL_OUT 33=0.005
        rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING 0.020 u1 from 0.060 to 0.040
        balance   acme                                        1.000
        rerate    acme from 12:00:00 to 12:01:00              unchanged=1
        refund    acme u1 amount 0.001                        refused REFUND_TOO_HIGH
        deck      DIAL_OUT 33=0.030
        rerate    acme from 12:00:00 to 12:01:00              unchanged=0; RERATING -0.050 u1 from 0.040 to 0.090
        balance   acme                                        0.950
        refund    acme u1
        account   acme                                        balance=1.000 ledger=1.000 active=0.000 legs=0
        """);
  }

  @Test
  void nothingIsRefundedWhileAReRatingIsOpen() {
    LedgerScript.run(CALL + """
        deck      DIAL_OUT 33=0.010
        rerate    acme from 12:00:00 to 12:01:00 as a batches 0 unchanged=0 open
        refund    acme u1                                     refused RERATING_OPEN
        rerate    acme from 12:00:00 to 12:01:00 as a         unchanged=0; RERATING 0.030 u1 from 0.060 to 0.030
        refund    acme u1
        balance   acme                                        1.000
        """);
  }

  @Test
  void anAuthorIsInTheAuditLogWithTheBalances() {
    LedgerScript.run(CALL + """
        refund    acme u1 amount 0.020 as r1 author ann       audited ann RefundCall acme u1 0.940 0.960 DONE
        refund    acme u1 amount 0.020 as r1 author ann       repeated REFUND 0.020; audited ann RefundCall acme u1 \
        0.960 0.960 REPEATED
        refund    acme u1 amount 9 author ann                 refused REFUND_TOO_HIGH; audited ann RefundCall acme \
        u1 0.960 0.960 REFUND_TOO_HIGH
        """);
  }
}
