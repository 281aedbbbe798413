package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A random run as a log would hold it, with commands of every kind. The same seed gives the same run. */
public final class RandomHistory {
  private static final int MAX_STEPS = 100;

  private final Scenario scenario;
  private final ScenarioOperators operators;
  private final Random random;
  private final int steps;

  /** What is applied at one time. */
  public record Entry(long timeMicros, List<Command> commands) {}

  public RandomHistory(long seed) {
    scenario = new Scenario(seed);
    operators = new ScenarioOperators(seed);
    random = new Random(seed ^ 0x5eed);
    steps = 20 + (int) Math.floorMod(seed, (long) MAX_STEPS);
  }

  /** How often {@link #next} is to be called. */
  public int steps() {
    return steps;
  }

  public List<Entry> beginning() {
    return entries(scenario.beginning());
  }

  public List<Entry> next(boolean anyLegActive) {
    List<Command> commands = new ArrayList<>(scenario.next(anyLegActive));
    operators.act(scenario.nowMicros(), commands);
    commands.replaceAll(this::sometimesOlder);
    return entries(commands);
  }

  public List<Entry> ending() {
    return entries(scenario.ending());
  }

  /** A list of active legs may have been made before the last events. */
  private Command sometimesOlder(Command command) {
    return command instanceof Command.ListActiveLegs list && list.throughSequence() > 0 && random.nextBoolean()
        ? new Command.ListActiveLegs(list.bridgeId(), list.session(), random.nextLong(list.throughSequence()),
            list.legNumbers(), list.first(), list.complete())
        : command;
  }

  /** One or two entries: commands that belong together may be separated. */
  private List<Entry> entries(List<Command> commands) {
    int middle = middle(commands);
    return Stream.of(commands.subList(0, middle), commands.subList(middle, commands.size()))
        .filter(part -> !part.isEmpty()).map(part -> new Entry(scenario.nowMicros(), part)).toList();
  }

  /** Between the parts of a list if there is one, because that is rare; otherwise anywhere. */
  private int middle(List<Command> commands) {
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i) instanceof Command.ListActiveLegs list && !list.complete()) {
        return i + 1;
      }
    }
    return random.nextInt(commands.size() + 1);
  }
}
