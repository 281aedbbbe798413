package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.core.engine.AutoRecharge;
import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.ClosedCall;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.DialOutPolicy;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.Licence;
import dev.tollbridge.core.engine.Lifecycle;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.RefundableCall;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.engine.ReratingCounts;
import dev.tollbridge.core.engine.ReratingCursor;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.core.engine.ReratingSkip;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.core.tariff.ZoneTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Commands of every type, every field with a distinct value; those with alternatives several times. */
final class SampleCommands {
  private static final Request REQUEST = new Request("request-1 ü", Long.MIN_VALUE + 7);
  private static final Call DIAL_IN = new Call("acme", "ann", Direction.DIAL_IN, "+443300000001", "anonymous ☃", "", "",
      false);
  private static final Call DIAL_OUT = new Call("acme", "bob", Direction.DIAL_OUT, "", "+33140000000", "33140000000",
      "FR", true);
  private static final Rate PRICED = new Rate("33", "France", 10_001, 20_000, new Increments(30, 6), "FR", "DE", false,
      4, 15, new TimeWindow("Europe/Berlin", 0b101_0101, 1_439, 1_440));
  private static final Rate REJECTING = new Rate("", "Elsewhere", 0, 0, new Increments(60, 60), "", "", true, 0, 0,
      null);

  static final Command.LegEvents LEG_EVENTS = new Command.LegEvents("bridge-1", 3, 40, 50,
      List.of(new LegEvent.Answered(41, 7, "leg-7", "conference-1", DIAL_OUT, 1_700_000_000_000_001L),
          new LegEvent.Answered(42, 8, "leg-8", "conference-1", DIAL_IN, 1_700_000_000_000_002L),
          new LegEvent.Ended(50, 7, "acme", 1_700_000_060_000_003L, "busy")));
  static final Command.PurchaseCredits PURCHASE = new Command.PurchaseCredits(REQUEST, "acme", 50_000_001);

  private SampleCommands() {}

  static Stream<Command> all() {
    return Stream.of(organizations(), credits(), tariffs(), sessions(), calls(), reratings()).flatMap(List::stream);
  }

  private static List<Command> organizations() {
    var updates = Stream.<Command>of(new Command.UpdateOrganization("acme", null, null, null, null),
        new Command.UpdateOrganization("acme", "", false, List.of(), false),
        new Command.UpdateOrganization("acme", "Acme 2", true, List.of(1L, 2L), true));
    var licences = Stream.of(DialOutPolicy.values())
        .<Command>map(policy -> new Command.AssignLicence("acme", new Licence("ann", policy)));
    var others = Stream.<Command>of(new Command.Configure(120_000_001, 21_600_000_002L, 50_000_003), new Command.Tick(),
        new Command.RaiseLevel(Level.HIGHEST),
        new Command.CreateOrganization(REQUEST,
            new Profile("acme", "Acme", "DE", "EUR", true, List.of(5_000_000L, 0L), true, 0)),
        new Command.CreateOrganization(REQUEST, new Profile("b", "B", "US", "USD", false, List.of(), false, 0)),
        new Command.CreateOrganization(REQUEST, new Profile("b", "B", "US", "USD", false, List.of(), false, 0), true),
        new Command.CloseOrganization(REQUEST, "acme", Lifecycle.Settlement.FORFEIT, false),
        new Command.CloseOrganization(REQUEST, "acme", Lifecycle.Settlement.PAY_OUT, true),
        new Command.ReopenOrganization(REQUEST, "acme"), new Command.HangUpLeg(REQUEST, "acme", "bridge-1", "leg-7"),
        new Command.RemoveLicence("acme", "ann"));
    return Stream.of(updates, licences, others).flatMap(commands -> commands).toList();
  }

  private static List<Command> credits() {
    return List.of(PURCHASE, new Command.AdjustCredits(REQUEST, "acme", -1_000_002, "wrong booking"),
        new Command.AdjustCredits(REQUEST, "acme", Long.MIN_VALUE, ""), new Command.UpdateAutoRecharge("acme", null),
        new Command.UpdateAutoRecharge("acme", new AutoRecharge(0, 50_000_000, 100_000_000)),
        new Command.ReportRecharge(REQUEST, "acme", "recharge-1", "card expired"),
        new Command.ReportRecharge(REQUEST, "acme", "recharge-1", ""),
        new Command.RefundCall(REQUEST, "acme", new RefundableCall(51, "usage-5", 52, 53, 54), 55, "poor line"));
  }

  private static List<Command> tariffs() {
    var decks = Stream.of(CallType.values()).<Command>map(
        callType -> new Command.AddDeck("deck-1", "Deck", callType, "EUR", 1_700_000_000_000_004L, "a1b2",
            2));
    var tables = List.of(new ZoneTable("Europe/Berlin", "2025b", 3_208,
        List.of(new ZoneTable.Transition(-2_422_054_408L, 3_600), new ZoneTable.Transition(-1_693_706_400, -7_200))),
        new ZoneTable("UTC", "2025c", -1, List.of()));
    var others = Stream.<Command>of(new Command.PutZones(tables),
        new Command.StageRates("deck-1", 5, List.of(PRICED, REJECTING)),
        new Command.PutServiceNumber(new ServiceNumber("443300000001", "GB", false)),
        new Command.PutServiceNumber(new ServiceNumber("448001234567", "GB", true)),
        new Command.DeleteServiceNumber("443300000001"), new Command.DeleteDeck("deck-1"),
        new Command.AddDeck("deck-1", "Deck", CallType.DIAL_OUT, "EUR", 4, "a1b2", 2, 1_700_000_000_000_004L));
    return Stream.concat(decks, others).toList();
  }

  private static List<Command> sessions() {
    return List.of(new Command.OpenSession("bridge-1", Long.MAX_VALUE),
        new Command.OpenSession("bridge-1", 4, "edge", true),
        new Command.CreateToken(
            new AccessToken("k1", "ops", "VIEWER", "", List.of("acme", "globex"), "", "a1b2", 5, 6, 0)),
        new Command.CreateToken(
            new AccessToken("k2", "edge", "BRIDGE", "edge-1", List.of(), "edge-1.example", "", 7, 0, 0)),
        new Command.RevokeToken("k1"), new Command.Contact("bridge-1", 3),
        new Command.BridgeClock("bridge-1", 3, 3_600_000_012L), new Command.AllClocksBehind(3_600_000_013L), LEG_EVENTS,
        new Command.LegEvents("bridge-1", 3, 51, 60, List.of()),
        new Command.EndLegs("bridge-1", 3,
            List.of(new LegEvent.Ended(51, 9, "", LegEvent.Ended.NO_TIME, "cut"))),
        new Command.ListActiveLegs("bridge-1", 3, 60, List.of(7L, 8L), true, false),
        new Command.ListActiveLegs("bridge-1", 3, 60, List.of(), false, true),
        new Command.AcknowledgeClosings("bridge-1", 3, List.of(7L)));
  }

  private static List<Command> calls() {
    return List.of(
        new Command.BookCall("usage-1", -8, "leg-1", "conference-1", DIAL_IN, 1_700_000_000_000_005L,
            1_700_000_061_000_006L),
        new Command.BookCall("usage-2", 9, "leg-2", "conference-1", DIAL_OUT, null, 1_700_000_061_000_007L));
  }

  private static List<Command> reratings() {
    var scope = new ReratingScope("acme", CallType.TOLL_DIAL_IN, 1_700_000_000_000_008L, 1_700_000_000_000_009L);
    var counts = new ReratingCounts(31, Map.of(ReratingSkip.NO_RATE, 32L, ReratingSkip.DENIED, 33L));
    var priced = new ClosedCall(34, "usage-3", "acme", CallType.DIAL_OUT, "+4433", "+33140000000", "FR",
        1_700_000_000_000_010L, 35, true, true, 36, "France", 41);
    var free = new ClosedCall(37, "usage-4", "b", CallType.TOLL_DIAL_IN, "", "anonymous", "", 1, 0, false, false, 0,
        "", 0);
    return List.of(new Command.OpenRerating(REQUEST, scope),
        new Command.OpenRerating(REQUEST, new ReratingScope("", null, 1, 2)),
        new Command.RerateCalls("request-1", ReratingCursor.START,
            new ReratingCursor("acme", 1_700_000_000_000_011L, 38), false, counts, List.of(priced, free)),
        new Command.RerateCalls("request-1", new ReratingCursor("b", 39, 40), new ReratingCursor("b", 39, 40), true,
            ReratingCounts.NONE, List.of()));
  }
}
