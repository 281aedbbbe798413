package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** What the bridges of a random run do, and what they report of it. */
final class ScenarioBridges {
  private static final long SECOND_MICROS = 1_000_000;
  private static final long MINUTE_MICROS = 60 * SECOND_MICROS;
  private static final List<String> NUMBERS = List.of("+331400", "+339900", "+15550100", "+447700", "+77", "112");

  private final Random random;
  private final int organizations;
  private final List<SimulatedBridge> bridges = new ArrayList<>();
  private int lastLeg;
  private int nonsense;

  ScenarioBridges(Random random, int organizations, int count) {
    this.random = random;
    this.organizations = organizations;
    for (int i = 0; i < count; i++) {
      bridges.add(new SimulatedBridge("bridge" + i));
    }
  }

  void openAll(List<Command> commands) {
    bridges.forEach(bridge -> commands.add(open(bridge)));
  }

  private static Command open(SimulatedBridge bridge) {
    return new Command.OpenSession(bridge.id, bridge.session);
  }

  void giveSignsOfLife(List<Command> commands) {
    for (SimulatedBridge bridge : bridges) {
      if (!bridge.away && random.nextInt(5) > 0) {
        commands.add(random.nextInt(8) == 0 ? clock(bridge) : new Command.Contact(bridge.id, bridge.session));
      }
    }
    if (random.nextInt(200) == 0) {
      commands.add(new Command.AllClocksBehind(random.nextLong(90 * MINUTE_MICROS)));
    }
  }

  /** A clock that is right, a few seconds off, or an hour. */
  private Command clock(SimulatedBridge bridge) {
    long behindMicros = switch (random.nextInt(3)) {
      case 0 -> 0;
      case 1 -> random.nextLong(10 * SECOND_MICROS);
      default -> random.nextLong(90 * MINUTE_MICROS);
    };
    return new Command.BridgeClock(bridge.id, bridge.session, behindMicros);
  }

  void act(long nowMicros, List<Command> commands) {
    SimulatedBridge bridge = bridges.get(random.nextInt(bridges.size()));
    switch (random.nextInt(25)) {
      case 0 -> leaveOrReturn(bridge, commands);
      case 1 -> commands.add(new Command.LegEvents(bridge.id, bridge.session, bridge.nextSequence() + 1, bridge
          .nextSequence() + 1, List.of()));
      case 2 -> commands.add(bridge.range(1 + random.nextInt(bridge.delivered + 1), bridge.delivered));
      case 3 -> commands.add(new Command.Contact(bridge.id, bridge.session + random.nextInt(3) - 1));
      case 4 -> maybeRestart(bridge, commands);
      case 5 -> list(bridge, commands);
      case 6 -> commands.add(new Command.AcknowledgeClosings(bridge.id, bridge.session, List.of(1 + random.nextLong(
          bridge.lastLegNumber + 1), 1 + random.nextLong(bridge.lastLegNumber + 1))));
      case 7 -> bridge.events.add(null);
      case 8 -> bridge.events.add(nonsense(bridge, nowMicros));
      case 9, 10, 11, 12, 13, 14 -> end(bridge, nowMicros);
      case 15 -> commands.add(new Command.EndLegs(bridge.id, bridge.session,
          List.of(new LegEvent.Ended(1, 1 + random.nextLong(bridge.lastLegNumber + 1), "", nowMicros, ""))));
      default -> answer(bridge, nowMicros);
    }
    if (!bridge.away && random.nextInt(6) > 0) {
      deliver(bridge, commands);
    }
  }

  /** Reports new events; sometimes with old ones before them, sometimes in two parts. */
  private void deliver(SimulatedBridge bridge, List<Command> commands) {
    int from = bridge.delivered + 1 - (random.nextInt(5) == 0 ? random.nextInt(bridge.delivered + 1) : 0);
    int waiting = bridge.events.size() - from + 1;
    if (waiting > 1 && random.nextInt(3) == 0) {
      int middle = from + random.nextInt(waiting);
      commands.add(bridge.range(from, middle));
      from = middle + 1;
    }
    commands.add(bridge.from(from));
  }

  private void leaveOrReturn(SimulatedBridge bridge, List<Command> commands) {
    bridge.away = !bridge.away;
    if (!bridge.away && random.nextInt(4) > 0) {
      commands.add(open(bridge));
      deliver(bridge, commands);
      if (random.nextInt(4) > 0) {
        list(bridge, commands);
      }
    }
  }

  private void maybeRestart(SimulatedBridge bridge, List<Command> commands) {
    if (random.nextInt(4) == 0) {
      List<LegEvent.Answered> kept = bridge.restart();
      commands.add(open(bridge));
      bridge.away = false;
      kept.stream().filter(_ -> random.nextBoolean()).forEach(leg -> reportAgain(bridge, leg));
    }
  }

  private static void reportAgain(SimulatedBridge bridge, LegEvent.Answered leg) {
    long number = ++bridge.lastLegNumber;
    bridge.running.put(number, leg.answerMicros());
    bridge.organizations.put(number, leg.call().organizationId());
    bridge.events.add(new LegEvent.Answered(bridge.nextSequence(), number, leg.legId(), leg.conferenceId(), leg.call(),
        leg.answerMicros()));
  }

  /** Sends the list of active legs, sometimes without one of them; unreported events are reported first. */
  private void list(SimulatedBridge bridge, List<Command> commands) {
    if (bridge.away) {
      return;
    }
    commands.add(bridge.from(bridge.delivered + 1));
    List<Long> numbers = new ArrayList<>(bridge.running.keySet());
    if (!numbers.isEmpty() && random.nextInt(4) == 0) {
      bridge.running.remove(numbers.remove(random.nextInt(numbers.size())));
    }
    int half = numbers.size() / 2;
    int through = Math.max(0, bridge.delivered - random.nextInt(3));
    boolean parts = random.nextBoolean();
    if (parts) {
      commands.add(list(bridge, through, numbers.subList(0, half), true, false));
    }
    if (random.nextInt(5) > 0) {
      commands.add(list(bridge, through, numbers.subList(parts ? half : 0, numbers.size()), !parts, true));
    }
  }

  private static Command list(SimulatedBridge bridge, long through, List<Long> numbers, boolean first,
      boolean complete) {
    return new Command.ListActiveLegs(bridge.id, bridge.session, through, List.copyOf(numbers), first, complete);
  }

  private void answer(SimulatedBridge bridge, long nowMicros) {
    long answerMicros = nowMicros + switch (random.nextInt(10)) {
      case 0 -> random.nextLong(5 * MINUTE_MICROS);
      case 1 -> -random.nextLong(20 * MINUTE_MICROS);
      case 2 -> 0;
      case 3 -> -random.nextLong(40 * 60 * MINUTE_MICROS);
      case 4 -> -29 * 60 * MINUTE_MICROS - random.nextLong(2 * 60 * MINUTE_MICROS);
      default -> -random.nextLong(2 * SECOND_MICROS);
    };
    long number = ++bridge.lastLegNumber;
    bridge.running.put(number, answerMicros);
    bridge.events.add(answered(bridge, number, "leg" + ++lastLeg, answerMicros));
    if (random.nextInt(6) == 0) {
      bridge.running.remove(number);
      bridge.events.add(ended(bridge, number, answerMicros + random.nextLong(10 * MINUTE_MICROS)));
    }
  }

  private LegEvent answered(SimulatedBridge bridge, long number, String legId, long answerMicros) {
    Call call = call();
    bridge.organizations.put(number, call.organizationId());
    return new LegEvent.Answered(bridge.nextSequence(), number, legId, "conference", call, answerMicros);
  }

  private static LegEvent ended(SimulatedBridge bridge, long number, long endMicros) {
    String organization = bridge.organizations.getOrDefault(number, "nobody");
    return new LegEvent.Ended(bridge.nextSequence(), number, organization, endMicros, "");
  }

  private Call call() {
    String organization = ScenarioMoney.organization(random.nextInt(organizations));
    String remote = NUMBERS.get(random.nextInt(NUMBERS.size()));
    boolean dialIn = random.nextInt(3) == 0;
    boolean emergency = remote.equals("112") && !dialIn;
    String service = !dialIn ? "" : random.nextInt(5) == 0 ? "+4999" : Scenario.SERVICE_NUMBER;
    return new Call(organization, "anna", dialIn ? Direction.DIAL_IN : Direction.DIAL_OUT, service, remote, emergency
        ? ""
        : remote.substring(1), "", emergency);
  }

  private void end(SimulatedBridge bridge, long nowMicros) {
    if (bridge.running.isEmpty()) {
      return;
    }
    List<Long> numbers = List.copyOf(bridge.running.keySet());
    long number = numbers.get(random.nextInt(numbers.size()));
    long answerMicros = Objects.requireNonNull(bridge.running.remove(number));
    long lastedMicros = Math.max(0, nowMicros - answerMicros);
    long endMicros = answerMicros + switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> lastedMicros / MINUTE_MICROS * MINUTE_MICROS;
      case 2 -> random.nextLong(lastedMicros + 1);
      case 3 -> lastedMicros + random.nextLong(2 * MINUTE_MICROS);
      default -> lastedMicros;
    };
    bridge.events.add(ended(bridge, number, endMicros));
  }

  /** An event that should be rejected or have no effect. */
  private LegEvent nonsense(SimulatedBridge bridge, long nowMicros) {
    long someNumber = 1 + random.nextLong(bridge.lastLegNumber + 1);
    return switch (random.nextInt(8)) {
      case 0 -> ended(bridge, someNumber, nowMicros - 600 * MINUTE_MICROS);
      case 1 -> ended(bridge, someNumber, nowMicros + 6 * MINUTE_MICROS);
      case 2 -> answered(bridge, 1_000_000L + ++nonsense, "leg" + random.nextInt(lastLeg + 1), nowMicros);
      case 3 -> answered(bridge, 1_000_000L + ++nonsense, "late", nowMicros - 46L * 24 * 60 * MINUTE_MICROS);
      case 4 -> answered(bridge, 1_000_000L + ++nonsense, "early", nowMicros + 6 * MINUTE_MICROS);
      case 5 -> new LegEvent.Ended(bridge.nextSequence(), someNumber,
          ScenarioMoney.organization(random.nextInt(organizations)), nowMicros, "");
      case 6 -> ended(bridge, someNumber, LegEvent.Ended.NO_TIME);
      default -> ended(bridge, someNumber, nowMicros);
    };
  }

  void book(long nowMicros, List<Command> commands) {
    long answerMicros = nowMicros - random.nextLong(100 * MINUTE_MICROS);
    int usage = random.nextInt(60);
    boolean old = random.nextInt(20) == 0;
    commands.add(new Command.BookCall("usage" + usage, random.nextInt(5) == 0 ? usage : 0, "booked", "", call(), random
        .nextInt(6) == 0 ? null : old ? nowMicros - 46L * 24 * 60 * MINUTE_MICROS : answerMicros, nowMicros));
  }

  /** Every bridge comes back, reports everything, and sends its list. */
  void settleAll(List<Command> commands) {
    for (SimulatedBridge bridge : bridges) {
      commands.add(open(bridge));
      commands.add(bridge.from(bridge.delivered + 1));
      commands.add(list(bridge, bridge.delivered, List.copyOf(bridge.running.keySet()), true, true));
    }
    openAll(commands);
  }
}
