package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random run, step by step: how far time moves on, and what is commanded then. The same seed gives the same run. */
final class Scenario {
  static final String SERVICE_NUMBER = "+18005550100";
  /** 2026-11-23. */
  private static final long START_MICROS = 1_795_392_000_000_000L;
  private static final long SECOND_MICROS = 1_000_000;
  private static final long MINUTE_MICROS = 60 * SECOND_MICROS;
  private static final long HOUR_MICROS = 60 * MINUTE_MICROS;
  private static final long YEAR_MICROS = 365 * 24 * HOUR_MICROS;
  private static final int MAX_JUMPS = 3;
  /** Steps that buy credit which expires a year later, soon after the calls have begun. */
  private static final int EARLY_STEPS = 5;

  private final Random random;
  private final ScenarioMoney money;
  private final ScenarioBridges bridges;
  private final long longestGapMicros;
  private long nowMicros = START_MICROS;
  private int steps;
  private int decks;
  private int jumps;

  Scenario(long seed) {
    random = new Random(seed);
    int organizations = 1 + random.nextInt(3);
    boolean ample = random.nextInt(3) == 0;
    money = new ScenarioMoney(random, organizations, ample ? 1_000_000 : 1);
    bridges = new ScenarioBridges(random, organizations, 1 + random.nextInt(3));
    longestGapMicros = List
        .of(10 * SECOND_MICROS, 30 * SECOND_MICROS, 50 * SECOND_MICROS, 5 * MINUTE_MICROS, 40 * MINUTE_MICROS)
        .get(random.nextInt(5));
  }

  long nowMicros() {
    return nowMicros;
  }

  /** The commands that every run begins with. */
  List<Command> beginning() {
    List<Command> commands = new ArrayList<>();
    commands.add(new Command.Configure(2 * MINUTE_MICROS,
        (3 + random.nextInt(random.nextBoolean() ? 20 : 700)) * MINUTE_MICROS, 1));
    commands.add(new Command.PutServiceNumber(new ServiceNumber(SERVICE_NUMBER.substring(1), "US", true)));
    for (int i = 0; i < money.organizations(); i++) {
      var profile = new Profile(ScenarioMoney.organization(i), "", "US", "USD", true, money.thresholds(), true, 0);
      commands.add(new Command.CreateOrganization(new Request("create", i), profile));
      commands.add(money.purchase());
    }
    addDeck(CallType.DIAL_OUT, 0, commands);
    addDeck(CallType.TOLL_FREE_DIAL_IN, 0, commands);
    bridges.openAll(commands);
    return commands;
  }

  /** Moves time on and returns what is commanded then. */
  List<Command> next(boolean anyLegActive) {
    nowMicros += gap(anyLegActive);
    List<Command> commands = new ArrayList<>();
    if (++steps < EARLY_STEPS) {
      commands.add(money.purchase());
      return commands;
    }
    commands.add(new Command.Tick());
    bridges.giveSignsOfLife(commands);
    for (int i = random.nextInt(4); i > 0; i--) {
      act(commands);
    }
    return commands;
  }

  private long gap(boolean anyLegActive) {
    if (steps == EARLY_STEPS - 1) {
      return YEAR_MICROS - random.nextLong(30 * longestGapMicros);
    }
    int dice = random.nextInt(100);
    if (dice < 15) {
      return 0;
    }
    if (dice < 30) {
      // on whole minutes many things are due at the same instant
      return MINUTE_MICROS - nowMicros % MINUTE_MICROS;
    }
    if (dice < 32 && !anyLegActive && jumps < MAX_JUMPS) {
      jumps++;
      return random.nextLong(YEAR_MICROS + 30 * 24 * HOUR_MICROS);
    }
    return random.nextLong(dice < 90 ? longestGapMicros : 3 * longestGapMicros);
  }

  private void act(List<Command> commands) {
    switch (random.nextInt(12)) {
      case 0, 1 -> commands.add(money.move());
      case 2 -> commands.add(money.manage());
      case 3 -> bridges.book(nowMicros, commands);
      case 4 -> maybeAddDeck(commands);
      default -> bridges.act(nowMicros, commands);
    }
  }

  private void maybeAddDeck(List<Command> commands) {
    if (random.nextInt(5) == 0) {
      CallType callType = random.nextBoolean() ? CallType.DIAL_OUT : CallType.TOLL_FREE_DIAL_IN;
      addDeck(callType, nowMicros - HOUR_MICROS + random.nextLong(2 * HOUR_MICROS), commands);
    }
  }

  private void addDeck(CallType callType, long effectiveMicros, List<Command> commands) {
    String id = "deck-" + ++decks;
    List<Rate> rates = new ArrayList<>();
    for (String prefix : List.of("", "1", "33", "331", "44")) {
      if (random.nextInt(4) > 0) {
        rates.add(rate(prefix));
      }
    }
    commands.add(new Command.StageRates(id, 0, rates));
    commands.add(new Command.AddDeck(id, id, callType, "USD", effectiveMicros, "", rates.size()));
  }

  private Rate rate(String prefix) {
    boolean free = random.nextInt(8) == 0;
    boolean whole = random.nextBoolean();
    long price = free ? 0 : whole ? 10_000L * (1 + random.nextInt(9)) : random.nextLong(200_000);
    long fee = free || random.nextInt(3) > 0 ? 0 : random.nextLong(100_000);
    List<Increments> increments = List.of(Increments.EVERY_MINUTE, new Increments(30, 6), new Increments(6, 6),
        new Increments(1, 1), new Increments(60, 1), new Increments(90, 60), new Increments(3_600, 7),
        new Increments(30, 7), new Increments(3_600, 60));
    return new Rate(prefix, "to " + prefix, price, fee, increments.get(random.nextInt(increments.size())), "", "",
        random.nextInt(12) == 0, 0, 0, null);
  }

  /** Every bridge comes back with everything it knows. */
  List<Command> ending() {
    List<Command> commands = new ArrayList<>();
    bridges.settleAll(commands);
    return commands;
  }
}
