package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** Legs whose end somebody asked for: the bridge is asked to hang up, and they are charged until it has. */
final class LegEndLedgerTest {
  private static final String ACME = """
      organization acme
      organization zeta
      deck      DIAL_OUT 33=0.020 44=0.000
      purchase  acme 0.06 at 11:00:00
      """;

  @Test
  void theBridgeIsAskedAtOnceAndEachMinute() {
    LedgerScript.run(ACME + """
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        legs      acme                                        leg1=CHARGING,1min,0.020
        hang-up   acme leg1 as e1 at 12:00:20                 disconnect leg1 ADMINISTRATOR
        hang-up   acme leg1 as e1
        hang-up   acme leg2 as e1                             refused REQUEST_ID_REUSED
        hang-up   acme leg1 as e2                             disconnect leg1 ADMINISTRATOR
        legs      acme                                        leg1=DISCONNECTING,ADMINISTRATOR,1min,0.020
        tick      12:01:00                                    disconnect leg1 ADMINISTRATOR; leg1 minutes=2 total=0.040
        end       leg1 at 12:01:05                            record seconds=65 billed=120 charge=0.040 ADMINISTRATOR
        hang-up   acme leg1 as e1
        hang-up   acme leg1                                   refused NO_SUCH_LEG
        balance   acme                                        0.020
        """);
  }

  @Test
  void anEndWithinThePaidMinuteCostsNoMore() {
    LedgerScript.run(ACME + """
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        hang-up   acme leg1 at 12:00:20                       disconnect leg1 ADMINISTRATOR
        end       leg1 at 12:00:21                            record seconds=21 billed=60 charge=0.020 ADMINISTRATOR
        """);
  }

  @Test
  void aBridgeThatDoesNotObeyIsHungUpForLackOfCreditAsAlways() {
    LedgerScript.run(
        ACME + """
            answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
            hang-up   acme leg1 at 12:00:20                       disconnect leg1 ADMINISTRATOR
            ticks     12:02:30                                    disconnect leg1 ADMINISTRATOR; disconnect leg1 ADMINISTRATOR; \
            leg1 minutes=3 total=0.060
            tick      12:03:00                                    disconnect leg1 ADMINISTRATOR; EXHAUSTED; \
            disconnect leg1 NO_CREDIT
            tick      12:04:00                                    disconnect leg1 NO_CREDIT
            end       leg1 at 12:03:00                            record seconds=180 billed=180 charge=0.060 NO_CREDIT
            """);
  }

  @Test
  void otherOrganizationsAndEmergencyCallsAreRefused() {
    LedgerScript.run(ACME + """
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        answer    acme leg2 112 at 12:00:00                   free
        hang-up   zeta leg1                                   refused NO_SUCH_LEG
        hang-up   nobody leg1                                 refused NO_SUCH_ORGANIZATION
        hang-up   acme leg1 on b9                             refused NO_SUCH_LEG
        hang-up   acme leg2                                   refused EMERGENCY_CALL
        legs      acme                                        leg1=CHARGING,1min,0.020 leg2=FREE,0min,0.000
        legs      zeta
        """);
  }

  @Test
  void freeLegsStayWhatTheyAre() {
    LedgerScript.run(
        ACME + """
            answer    acme leg1 +441 at 12:00:00                  free
            answer    acme leg2 +991 at 12:00:00                  free
            hang-up   acme leg1 at 12:00:20                       disconnect leg1 ADMINISTRATOR
            hang-up   acme leg2 at 12:00:20                       disconnect leg2 ADMINISTRATOR
            legs      acme                                        leg1=DISCONNECTING,ADMINISTRATOR,0min,0.000 \
            leg2=DISCONNECTING,ADMINISTRATOR,0min,0.000
            tick      12:01:00                                    disconnect leg1 ADMINISTRATOR; disconnect leg2 ADMINISTRATOR
            end       leg1 at 12:01:01                            record seconds=61 billed=120 charge=0.000 \
            FREECALL=ZERO_RATE ADMINISTRATOR
            end       leg2 at 12:01:01                            record seconds=61 billed=0 charge=0.000 \
            FREECALL=NO_RATE ADMINISTRATOR
            deck      DIAL_OUT 33=0.020 44=0.000 99=0.010
            rerate    acme from 12:00:00 to 12:01:00              unchanged=1; RERATING -0.020 tb-0-2 from 0.000 to 0.020
            """);
  }

  @Test
  void deniedLegsKeepTheirReason() {
    LedgerScript.run(ACME + """
        organization late unlicensed
        answer    late leg1 +331 at 12:00:00                  disconnect leg1 NO_LICENCE
        hang-up   late leg1                                   disconnect leg1 NO_LICENCE
        legs      late                                        leg1=DENIED,NO_LICENCE,0min,0.000
        """);
  }

  /** The bridge is away: it is asked when it returns, and time used meanwhile is charged. */
  @Test
  void theRequestWaitsForTheBridge() {
    LedgerScript.run(ACME + """
        rules     lease 60 orphan 3600
        open      b1 1                                        seen=0
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        tick      12:05:00
        legs      acme                                        leg1=PAUSED,1min,0.020
        hang-up   acme leg1                                   disconnect leg1 ADMINISTRATOR
        legs      acme                                        leg1=DISCONNECTING,ADMINISTRATOR,1min,0.020
        open      b1 1                                        seen=1 list-required #1=1min,0.020,ADMINISTRATOR
        purchase  acme 0.06
        list      b1 leg1                                     matched=1 closed=0; leg1 minutes=6 total=0.120
        end       leg1 at 12:05:10                            record seconds=310 billed=360 charge=0.120 ADMINISTRATOR
        """);
  }

  /** A leg continues in the bridge's next session, and so does the request to end it. */
  @Test
  void aNewSessionIsAskedToo() {
    LedgerScript.run(ACME + """
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        hang-up   acme leg1 at 12:00:20                       disconnect leg1 ADMINISTRATOR
        open      b1 2                                        seen=0 list-required
        answer    acme leg1 +331 at 12:00:00                  disconnect leg1 ADMINISTRATOR
        end       leg1 at 12:00:30                            record seconds=30 billed=60 charge=0.020 ADMINISTRATOR
        """);
  }

  @Test
  void theAuditLogNamesTheLeg() {
    LedgerScript.run(ACME + """
        answer    acme leg1 +331 at 12:00:00                  accepted 0.020/min 60/60
        hang-up   acme leg1 at 12:00:20 author ann            disconnect leg1 ADMINISTRATOR; \
        audited ann HangUpLeg acme b1/leg1 0.040 0.040 DONE
        """);
  }
}
