package dev.tollbridge.core.engine;

import org.junit.jupiter.api.Test;

/** What bridges report, how often they report it, and what happens while they are silent. */
final class SessionLedgerTest {
  @Test
  void appliesEachEventOnce() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        resend    b1 1
        answer    acme leg2 +331 at 12:00:00             accepted 0.020/min 60/60
        end       leg1 at 12:00:30                       record seconds=30 billed=60 charge=0.020
        resend    b1 1
        resend    b1 2
        resend    b1 3
        account   acme                                   balance=9.960 ledger=9.980 active=0.020 legs=1
        open      b1 1                                   seen=3 #2=1min,0.020 closed leg1=0.020
        """);
  }

  @Test
  void refusesAGap() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        skip      b1                                     refused SEQUENCE_GAP
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        skip      b1                                     refused SEQUENCE_GAP
        open      b1 1                                   seen=1 #1=1min,0.020
        """);
  }

  @Test
  void refusesSessionsThatAreNotTheNewest() {
    LedgerScript.run("""
        contact   b1 session 7                           refused NO_SUCH_SESSION
        open      b1 7                                   seen=0
        contact   b1 session 6                           refused STALE_SESSION
        open      b1 6                                   refused STALE_SESSION
        open      b1 8                                   seen=0
        contact   b1 session 7                           refused STALE_SESSION
        """);
  }

  @Test
  void goesOnWithALegThatABridgeReportsAnewInANewerSession() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        tick      12:01:00                               leg1 minutes=2 total=0.040
        open      b1 2                                   seen=0 list-required
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        list      b1 leg1                                matched=1 closed=0
        tick      12:02:00                               leg1 minutes=3 total=0.060
        end       leg1 at 12:02:30                       record seconds=150 billed=180 charge=0.060
        balance   acme                                   9.940
        """);
  }

  @Test
  void rejectsWhatCannotHaveHappened() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        end       leg7 at 12:00:00                       rejected UNKNOWN_LEG
        balance   acme                                   9.980
        """);
  }

  @Test
  void chargesEachOfTwoLegsWithTheSameId() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60; noticed LEG_ID_IN_USE; leg1~1-2 minutes=1 total=0.020
            end       leg1 at 12:00:30                       record leg1~1-2 seconds=30 billed=60 charge=0.020
            list      b1                                     matched=0 closed=1; record leg1 seconds=30 billed=60 charge=0.020 by MISSING
            balance   acme                                   9.960
            """);
  }

  @Test
  void continuesEachOfTwoLegsWithTheSameId() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            answer    acme leg1 +331 at 12:00:10             accepted 0.020/min 60/60; noticed LEG_ID_IN_USE; leg1~1-2 minutes=1 total=0.020
            open      b1 2                                   seen=0 list-required
            answer    acme leg1 +331 at 12:00:10 reported 12:00:20   accepted 0.020/min 60/60
            answer    acme leg1 +331 at 12:00:00 reported 12:00:20   accepted 0.020/min 60/60
            end       leg1 at 12:00:25                       record seconds=25 billed=60 charge=0.020
            answer    acme leg1 +331 at 12:00:30             accepted 0.020/min 60/60
            end       leg1 at 12:00:35                       record seconds=5 billed=60 charge=0.020
            list      b1                                     matched=0 closed=1; record leg1~1-2 seconds=25 billed=60 charge=0.020 by MISSING
            balance   acme                                   9.940
            """);
  }

  @Test
  void continuesLegsWithoutIds() {
    LedgerScript.run(
        """
            organization acme
            organization globex
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            purchase  globex 10.00
            answer    acme leg1 +331 at 12:00:00 unnamed     accepted 0.020/min 60/60; unnamed~1-1 minutes=1 total=0.020
            answer    acme leg2 +331 at 12:00:00 unnamed     accepted 0.020/min 60/60; unnamed~1-2 minutes=1 total=0.020
            open      b1 2                                   seen=0 list-required
            answer    acme leg1 +331 at 12:00:00 unnamed     accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:00:00 unnamed     accepted 0.020/min 60/60
            answer    acme leg3 +331 at 12:00:00 unnamed     accepted 0.020/min 60/60; unnamed~2-5 minutes=1 total=0.020
            answer    globex leg4 +331 at 12:00:00 unnamed   accepted 0.020/min 60/60; unnamed~2-6 minutes=1 total=0.020
            end       leg2 at 12:00:25                       record unnamed~1-2 seconds=25 billed=60 charge=0.020
            end       leg1 at 12:00:25                       record unnamed~1-1 seconds=25 billed=60 charge=0.020
            balance   acme                                   9.940
            """);
  }

  @Test
  void anIdThatIsMadeUpIsUniqueAndShort() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1~1-3 +331 at 12:00:00         accepted 0.020/min 60/60
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60; noticed LEG_ID_IN_USE; leg1~~1-3 minutes=1 total=0.020
            answer    acme leg4567890123456789012345678901234567890123456789012345678901234 +331 at 12:00:00   accepted 0.020/min 60/60
            answer    acme leg4567890123456789012345678901234567890123456789012345678901234 +331 at 12:00:00   accepted 0.020/min 60/60; noticed LEG_ID_IN_USE; leg456789012345678901234567890123456789012345678901234567890~1-5 minutes=1 total=0.020
            """);
  }

  @Test
  void anEndThatNamesAnotherOrganizationEndsItsLeg() {
    LedgerScript.run(
        """
            organization acme
            organization globex
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            end       leg1 at 12:00:30 by globex             noticed OTHER_ORGANIZATION; record seconds=30 billed=60 charge=0.020
            end       leg1 at 12:00:40 by globex             record seconds=30 billed=60 charge=0.020
            account   acme                                   balance=9.980 ledger=9.980 active=0.000 legs=0
            account   globex                                 balance=0.000 ledger=0.000 active=0.000 legs=0
            """);
  }

  @Test
  void anEndThatWasSentToAnotherShardEndsItsLegHere() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            end       leg1 at 12:00:30 by globex elsewhere   noticed OTHER_ORGANIZATION; record seconds=30 billed=60 charge=0.020
            end       leg1 at 12:00:40 by globex elsewhere   record seconds=30 billed=60 charge=0.020
            balance   acme                                   9.980
            """);
  }

  @Test
  void anEndBeforeTheAnswerEndsTheLegAtItsAnswer() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            end       leg1 at 11:59:58.5 reported 12:03:10   leg1 minutes=4 total=0.080; noticed END_BEFORE_ANSWER; \
            record seconds=0 billed=0 charge=0.000 adjustment=-0.080 FREECALL
            balance   acme                                   10.000
            answer    acme leg2 +331 at 12:04:00             accepted 0.020/min 60/60
            end       leg2 at 12:04:00                       record seconds=0 billed=0 charge=0.000 adjustment=-0.020 FREECALL
            """);
  }

  @Test
  void anEndFarInTheFutureEndsTheLegWhenItIsReceived() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00                      accepted 0.020/min 60/60
            end       leg1 at 13:00:00 reported 12:00:30              noticed END_IN_FUTURE; record seconds=30 billed=60 charge=0.020
            answer    acme leg2 +331 at 12:04:00 reported 12:01:00    accepted 0.020/min 60/60
            end       leg2 at 12:06:00.000001 reported 12:01:00       noticed END_IN_FUTURE; record seconds=0 billed=0 charge=0.000 adjustment=-0.020 FREECALL
            answer    acme leg3 +331 at 14:00:00 reported 12:02:00    accepted 0.020/min 60/60; noticed ANSWER_IN_FUTURE
            end       leg3 at 14:02:00 reported 12:04:00              leg3 minutes=3 total=0.060; noticed END_IN_FUTURE; \
            record seconds=120 billed=120 charge=0.040 adjustment=-0.020
            balance   acme                                            9.940
            """);
  }

  @Test
  void anEndWithoutATimeEndsTheLegWhenItIsReceived() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00                 accepted 0.020/min 60/60
            end       leg1 reported 12:00:30                     noticed END_TIME_MISSING; record seconds=30 billed=60 charge=0.020
            """);
  }

  @Test
  void repeatsTheSameClosingUntilItIsAcknowledged() {
    LedgerScript.run("""
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        end       leg1 at 12:00:30                       record seconds=30 billed=60 charge=0.020
        open      b1 1                                   seen=2 closed leg1=0.020
        end       leg1 at 12:03:30                       record seconds=30 billed=60 charge=0.020
        open      b1 1                                   seen=3 closed leg1=0.020
        acknowledge b1 leg1
        open      b1 1                                   seen=3
        end       leg1 at 12:04:30                       rejected UNKNOWN_LEG
        account   acme                                   balance=9.980 ledger=9.980 active=0.000 legs=0
        """);
  }

  @Test
  void pausesChargingAfterTheLease() {
    LedgerScript.run("""
        rules     lease 120 orphan 36000
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        tick      12:02:00                               leg1 minutes=3 total=0.060
        tick      12:30:00
        balance   acme                                   9.940
        open      b1 1                                   seen=1 list-required #1=3min,0.060
        tick      12:30:10
        balance   acme                                   9.940
        list      b1 leg1                                matched=1 closed=0; leg1 minutes=31 total=0.620
        tick      12:31:00                               leg1 minutes=32 total=0.640
        end       leg1 at 12:31:10                       record seconds=1870 billed=1920 charge=0.640
        account   acme                                   balance=9.360 ledger=9.360 active=0.000 legs=0
        """);
  }

  @Test
  void goesOnChargingWhileTheBridgeKeepsInContact() {
    LedgerScript.run("""
        rules     lease 120 orphan 36000
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        contact   b1 at 12:02:00                         leg1 minutes=3 total=0.060
        contact   b1 at 12:04:00                         leg1 minutes=5 total=0.100
        tick      12:06:00                               leg1 minutes=7 total=0.140
        contact   b1 at 12:06:00.000001
        tick      12:07:00
        """);
  }

  @Test
  void chargesWhatIsOwedWhenABridgeSendsNoListForAnotherLease() {
    LedgerScript.run("""
        rules     lease 120 orphan 36000
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 10.00
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        contact   b1 at 12:10:00                         leg1 minutes=3 total=0.060
        contact   b1 at 12:11:59.999999
        contact   b1 at 12:12:00                         leg1 minutes=13 total=0.260
        tick      12:13:00                               leg1 minutes=14 total=0.280
        """);
  }

  @Test
  void waitsForTheListAgainAfterTheBridgeWasLostOnceMore() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            contact   b1 at 12:10:00                         leg1 minutes=3 total=0.060
            tick      12:30:00
            open      b1 1                                   seen=1 list-required #1=3min,0.060
            list      b1                                     matched=0 closed=1; record leg1 seconds=0 billed=0 charge=0.000 adjustment=-0.060 FREECALL by MISSING
            """);
  }

  @Test
  void chargesLegsOfABridgeThatIsHeardLessOftenThanTheLease() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.20
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            contact   b1 at 12:03:00                         leg1 minutes=3 total=0.060
            contact   b1 at 12:06:00                         leg1 minutes=7 total=0.140
            contact   b1 at 12:09:00                         leg1 minutes=9 total=0.180
            contact   b1 at 12:12:00                         leg1 minutes=12 total=0.240; EXHAUSTED; disconnect leg1 NO_CREDIT
            """);
  }

  /** What was charged before the bridge was away was used. */
  @Test
  void aContinuedLegThatNothingConfirmedKeepsItsChargedMinutes() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:10:00                               leg1 minutes=3 total=0.060
            open      b1 2                                   seen=0 list-required
            answer    acme leg1 +331 at 12:00:00 reported 12:10:10   accepted 0.020/min 60/60
            open      b1 3                                   seen=0 list-required
            list      b1                                     matched=0 closed=1; record leg1 seconds=180 billed=180 charge=0.060 by MISSING
            account   acme                                   balance=9.940 ledger=9.940 active=0.000 legs=0
            """);
  }

  @Test
  void aLegThatAListLacksWasActiveUntilItsBridgeWasLastHeard() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            contact   b1 at 12:01:40                         leg1 minutes=2 total=0.040
            open      b1 1                                   seen=1 #1=2min,0.040
            answer    acme leg2 +331 at 12:01:50             accepted 0.020/min 60/60
            contact   b1 at 12:03:30                         leg2 minutes=2 total=0.040; leg1 minutes=4 total=0.080
            list      b1                                     matched=0 closed=2; \
            record leg1 seconds=100 billed=120 charge=0.040 adjustment=-0.040 by MISSING; \
            record leg2 seconds=100 billed=120 charge=0.040 by MISSING
            """);
  }

  @Test
  void doesNotContinueAnotherCallWithTheSameId() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            open      b1 2                                   seen=0 list-required
            answer    acme leg1 +332 at 12:00:00 reported 12:00:20   accepted 0.020/min 60/60; noticed LEG_ID_IN_USE; leg1~2-2 minutes=1 total=0.020
            answer    acme leg1 +331 at 12:00:06 reported 12:00:20   accepted 0.020/min 60/60; noticed LEG_ID_IN_USE; leg1~2-3 minutes=1 total=0.020
            answer    acme leg1 +331 at 12:00:05 reported 12:00:20   accepted 0.020/min 60/60
            balance   acme                                   9.940
            """);
  }

  @Test
  void aContinuedLegIsNotChargedForAnAbsenceUntilItIsConfirmed() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 0.10
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:30:00                               leg1 minutes=3 total=0.060
            open      b1 2                                   seen=0 list-required
            answer    acme leg1 +331 at 12:00:00 reported 12:30:00   accepted 0.020/min 60/60
            end       leg1 at 12:02:10 reported 12:30:05     record seconds=130 billed=180 charge=0.060
            balance   acme                                   0.040
            """);
  }

  @Test
  void settlesEventsThatWereHeldBackByAnOutage() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      12:30:00                               leg1 minutes=3 total=0.060; leg2 minutes=3 total=0.060
            open      b1 1                                   seen=2 list-required #1=3min,0.060 #2=3min,0.060
            end       leg1 at 12:20:00 reported 12:30:00     record seconds=1200 billed=1200 charge=0.400 adjustment=0.340
            answer    acme leg3 +331 at 12:25:00 reported 12:30:00   accepted 0.020/min 60/60
            list      b1 leg2 leg3                           matched=2 closed=0; leg2 minutes=31 total=0.620; leg3 minutes=6 total=0.120
            account   acme                                   balance=8.860 ledger=9.600 active=0.740 legs=2
            """);
  }

  @Test
  void closesLegsThatACompleteListLacksAtTheLastContact() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:00:00             accepted 0.020/min 60/60
            contact   b1 at 12:00:30
            tick      12:10:00                               leg1 minutes=3 total=0.060; leg2 minutes=3 total=0.060
            open      b1 1                                   seen=2 list-required #1=3min,0.060 #2=3min,0.060
            list      b1 leg2                                matched=1 closed=1; record leg1 seconds=30 billed=60 charge=0.020 adjustment=-0.040 by MISSING; leg2 minutes=11 total=0.220
            end       leg1 at 12:05:00 reported 12:10:00     record seconds=30 billed=60 charge=0.020 adjustment=-0.040 by MISSING
            account   acme                                   balance=9.760 ledger=9.980 active=0.220 legs=1
            """);
  }

  @Test
  void leavesLegsAloneThatWereAnsweredAfterTheList() {
    LedgerScript.run(
        """
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:00:00             accepted 0.020/min 60/60
            list      b1 through 1                           matched=0 closed=1; record leg1 seconds=0 billed=0 charge=0.000 adjustment=-0.020 FREECALL by MISSING
            balance   acme                                   9.980
            """);
  }

  @Test
  void closesLegsOfAReplacedSessionWhenTheNewOnesListIsComplete() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            contact   b1 at 12:01:10                         leg1 minutes=2 total=0.040
            open      b1 2                                   seen=0 list-required
            answer    acme leg2 +331 at 12:01:20             accepted 0.020/min 60/60
            tick      12:02:00                               leg1 minutes=3 total=0.060
            list      b1 leg2                                matched=1 closed=1; record leg1 seconds=70 billed=120 charge=0.040 adjustment=-0.020 by MISSING
            open      b1 2                                   seen=1 #2=1min,0.020
            account   acme                                   balance=9.940 ledger=9.960 active=0.020 legs=1
            """);
  }

  @Test
  void closesOrphansAtTheLastContact() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 3600
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            contact   b1 at 12:00:30
            ticks     12:30:00                               leg1 minutes=3 total=0.060
            ticks     12:59:30
            tick      13:00:30                               record leg1 seconds=30 billed=60 charge=0.020 adjustment=-0.040 by ORPHANED
            tick      14:00:30
            open      b1 1                                   seen=1 list-required closed leg1=0.020
            end       leg1 at 14:10:00                       record seconds=30 billed=60 charge=0.020 adjustment=-0.040 by ORPHANED
            account   acme                                   balance=9.980 ledger=9.980 active=0.000 legs=0
            """);
  }

  @Test
  void orphansNobodyWhileTheServerItselfWasAway() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 3600
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      15:00:00                               leg1 minutes=3 total=0.060
            ticks     15:30:00
            open      b1 1                                   seen=1 list-required #1=3min,0.060
            list      b1 leg1                                matched=1 closed=0; leg1 minutes=211 total=4.220
            tick      20:00:00                               leg1 minutes=213 total=4.260
            ticks     20:59:00
            tick      21:00:00                               record leg1 seconds=12600 billed=12600 charge=4.200 adjustment=-0.060 by ORPHANED
            """);
  }

  @Test
  void closesOrphansOfReplacedSessions() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 3600
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 10.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            open      b1 2                                   seen=0 list-required
            ticks     12:55:00                               leg1 minutes=3 total=0.060
            contact   b1 at 12:55:00
            ticks     13:00:00                               record leg1 seconds=0 billed=0 charge=0.000 adjustment=-0.060 FREECALL by ORPHANED
            open      b1 2                                   seen=0 list-required
            list      b1                                     matched=0 closed=0
            open      b1 2                                   seen=0
            """);
  }

  @Test
  void closesNoLegAtThirtyHoursWhoseBridgeIsAway() {
    LedgerScript.run(
        """
            rules     lease 120 orphan 36000
            organization acme
            deck      DIAL_OUT 33=0.020
            purchase  acme 100.00
            answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
            answer    acme leg2 +331 at 12:00:00             accepted 0.020/min 60/60
            tick      2026-03-03T20:00:30                    leg1 minutes=3 total=0.060; leg2 minutes=3 total=0.060
            open      b1 1                                   seen=2 list-required #1=3min,0.060 #2=3min,0.060
            end       leg1 at 12:10:00                       record seconds=600 billed=600 charge=0.200 adjustment=0.140
            list      b1 leg2                                matched=1 closed=0; leg2 minutes=1800 total=36.000
            tick      2026-03-03T20:01:00                    disconnect leg2 TOO_LONG; record leg2 seconds=108000 billed=108000 charge=36.000 TOO_LONG by TOO_LONG
            """);
  }

  @Test
  void tellsAReturningBridgeWhatToHangUp() {
    LedgerScript.run("""
        rules     lease 120 orphan 36000
        organization acme
        deck      DIAL_OUT 33=0.020
        purchase  acme 0.02
        answer    acme leg1 +331 at 12:00:00             accepted 0.020/min 60/60
        answer    acme leg2 +331 at 12:00:00             EXHAUSTED; disconnect leg2 NO_CREDIT
        tick      12:01:00                               disconnect leg1 NO_CREDIT; disconnect leg2 NO_CREDIT
        open      b1 1                                   seen=2 #1=1min,0.020,NO_CREDIT #2=0min,0.000,NO_CREDIT
        """);
  }
}
