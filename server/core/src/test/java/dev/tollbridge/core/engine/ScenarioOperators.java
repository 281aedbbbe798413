package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.core.tariff.ZoneTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What operators do in a random run: rules, licences, service numbers, late organizations, decks that arrive in parts,
 * time zones whose clocks change.
 */
final class ScenarioOperators {
  private static final int BUSY_ONE_IN = 4;
  private static final int ARRIVING_DECKS = 7;
  private static final int MAX_PARTS = 3;
  private static final int RERATINGS = 5;
  private static final int ZONES = 2;
  private static final int TOKENS = 6;

  private final Random random;
  private final int[] parts = new int[ARRIVING_DECKS];
  private final Map<Integer, ReratingCursor> cursors = new HashMap<>();
  private int rerating;

  ScenarioOperators(long seed) {
    random = new Random(~seed);
  }

  void act(long nowMicros, List<Command> commands) {
    while (random.nextInt(BUSY_ONE_IN) == 0) {
      switch (random.nextInt(21)) {
        case 0 -> commands.add(configure());
        case 1 -> commands.add(new Command.AssignLicence(anyone(), new Licence(organizer(), policy())));
        case 2 -> commands.add(new Command.RemoveLicence(anyone(), organizer()));
        case 3 -> commands.add(new Command.PutServiceNumber(
            new ServiceNumber(digits(), random.nextBoolean() ? "US" : "FR", random.nextInt(3) > 0)));
        case 4 -> commands.add(new Command.DeleteServiceNumber(digits()));
        case 5 -> commands.add(create());
        case 6 -> commands.add(openRerating(nowMicros));
        case 7 -> commands.add(rerate(nowMicros));
        case 8 -> commands.add(new Command.PutZones(List.of(zone(nowMicros))));
        case 9 -> commands.add(new Command.RaiseLevel(Level.HIGHEST));
        case 11 -> commands.add(new Command.CloseOrganization(request("close-"), anyone(),
            any(Lifecycle.Settlement.values()), random.nextBoolean()));
        case 12 -> commands.add(new Command.ReopenOrganization(request("reopen-"), anyone()));
        case 13 -> commands.add(refund());
        case 14 -> commands.add(new Command.CreateToken(token(nowMicros)));
        case 15 -> commands.add(new Command.RevokeToken("token" + random.nextInt(TOKENS)));
        case 16 -> commands.add(new Command.OpenSession("claimed", 1, "owner" + random.nextInt(2),
            random.nextInt(4) == 0));
        case 17 -> commands.add(new Command.HangUpLeg(request("end-"), anyone(), "bridge" + random.nextInt(3),
            "leg" + (1 + random.nextInt(30))));
        case 10 -> commands.add(new Command.DeleteDeck(deckToDelete()));
        default -> arrive(random.nextInt(ARRIVING_DECKS), nowMicros, commands);
      }
    }
  }

  private AccessToken token(long nowMicros) {
    return new AccessToken("token" + random.nextInt(TOKENS), "somebody", "VIEWER", "", List.of(), "", "hash",
        nowMicros, 0, 0);
  }

  /** The same parameters for the same id at any time: mostly a repeat, or refused while another one is open. */
  private Command openRerating(long nowMicros) {
    rerating = random.nextInt(3) == 0 ? random.nextInt(RERATINGS) : rerating;
    var scope = new ReratingScope(rerating % 2 == 0 ? "" : "org0", rerating % 3 == 0 ? CallType.DIAL_OUT : null,
        nowMicros - TimeUnit.DAYS.toMicros(30), nowMicros);
    return new Command.OpenRerating(new Request("rerating-" + rerating, rerating), scope);
  }

  /** The next batch of the latest re-rating, as far as it is known here; its calls might not exist. */
  private Command rerate(long nowMicros) {
    ReratingCursor after = cursors.getOrDefault(rerating, ReratingCursor.START);
    var through = new ReratingCursor("org0", nowMicros, after.recordSequence() + 1 + random.nextInt(5));
    boolean last = random.nextInt(4) == 0;
    var skipped = Map.of(any(ReratingSkip.values()), random.nextLong(9));
    List<ClosedCall> calls = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> closedCall(nowMicros)).toList();
    cursors.put(rerating, random.nextInt(6) == 0 ? ReratingCursor.START : through);
    return new Command.RerateCalls("rerating-" + rerating, after, through, last,
        new ReratingCounts(random.nextLong(9), skipped), calls);
  }

  private ClosedCall closedCall(long nowMicros) {
    return new ClosedCall(1 + random.nextInt(30), "usage", "org0", CallType.DIAL_OUT, "",
        random.nextInt(5) == 0 ? "112" : "+3" + random.nextInt(100), "FR",
        nowMicros - random.nextLong(TimeUnit.DAYS.toMicros(1)), random.nextInt(600), random.nextInt(5) == 0,
        random.nextBoolean(), random.nextLong(300_000), "somewhere", random.nextLong(100_000));
  }

  /** Of a call whose record is not there any more: its charge cannot be compared. */
  private Command refund() {
    long record = random.nextInt(10) == 0 ? 0 : 1_000_000 + random.nextInt(30);
    var call = new RefundableCall(record, "usage", random.nextLong(300_000), random.nextLong(100_000),
        random.nextLong(60));
    return new Command.RefundCall(request("refund-"), "org0", call, random.nextLong(200_000), "poor line");
  }

  private Request request(String prefix) {
    return new Request(prefix + random.nextInt(10), random.nextInt(2));
  }

  private String anyone() {
    return ScenarioMoney.organization(random.nextInt(4));
  }

  private String organizer() {
    return random.nextBoolean() ? "anna" : "bert";
  }

  private DialOutPolicy policy() {
    return any(DialOutPolicy.values());
  }

  private <T> T any(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String digits() {
    return random.nextBoolean() ? Scenario.SERVICE_NUMBER.substring(1) : "4999";
  }

  private Command configure() {
    return new Command.Configure(TimeUnit.SECONDS.toMicros(30 + random.nextInt(240)),
        TimeUnit.MINUTES.toMicros(5 + random.nextInt(120)), 1 + random.nextInt(200_000));
  }

  private Command create() {
    String id = anyone();
    var profile = new Profile(id, "late", "FR", "USD", random.nextInt(4) > 0, List.of(300_000L), random.nextBoolean(),
        0);
    return new Command.CreateOrganization(new Request("late-" + random.nextInt(3), profile.hashCode()), profile,
        !profile.creditsSetUp());
  }

  /** Sometimes one of those that calls are rated with. */
  private String deckToDelete() {
    return random.nextInt(8) == 0 ? "deck-" + (1 + random.nextInt(4)) : "arriving-" + random.nextInt(ARRIVING_DECKS);
  }

  /** The next part of a deck, or all its missing parts, or the deck itself before it is complete. */
  private void arrive(int deck, long nowMicros, List<Command> commands) {
    String id = "arriving-" + deck;
    if (parts[deck] == MAX_PARTS || random.nextInt(8) == 0) {
      commands.add(new Command.AddDeck(id, "parts", random.nextBoolean() ? CallType.DIAL_OUT : CallType.TOLL_DIAL_IN,
          "USD", nowMicros - random.nextInt(1_000_000), "5ca1ab1e", 2 * MAX_PARTS));
    } else {
      commands.add(new Command.StageRates(id, parts[deck]++, List.of(rate("3"), rate("4"))));
    }
  }

  /** A fictional zone: its clocks change by hours, a few times around the present. */
  private ZoneTable zone(long nowMicros) {
    List<ZoneTable.Transition> transitions = new ArrayList<>();
    long atSeconds = TimeUnit.MICROSECONDS.toSeconds(nowMicros) - TimeUnit.DAYS.toSeconds(1);
    for (int i = random.nextInt(4); i > 0; i--) {
      atSeconds += 1 + random.nextInt(50_000);
      transitions.add(new ZoneTable.Transition(atSeconds, hours()));
    }
    return new ZoneTable(zoneName(), "version-" + random.nextInt(5), hours(), transitions);
  }

  private int hours() {
    return (random.nextInt(25) - 12) * 3_600;
  }

  private String zoneName() {
    return "Zone/" + random.nextInt(ZONES);
  }

  private Rate rate(String prefix) {
    TimeWindow window = random.nextBoolean()
        ? null
        : new TimeWindow(zoneName(), 1 + random.nextInt(TimeWindow.EVERY_DAY),
            random.nextInt(TimeWindow.MINUTES_PER_DAY), 1 + random.nextInt(TimeWindow.MINUTES_PER_DAY));
    return new Rate(prefix + random.nextInt(10), "far", random.nextInt(90_000), 0, Increments.EVERY_MINUTE, "", "",
        false, 0, 0, window);
  }
}
