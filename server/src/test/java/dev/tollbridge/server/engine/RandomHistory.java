package dev.tollbridge.server.engine;

import java.util.ArrayList;
import java.util.List;

/** A random run as a log would hold it, with commands of every kind. The same seed, the same run. */
public final class RandomHistory {
  private static final int MAX_STEPS = 100;

  private final Scenario scenario;
  private final ScenarioOperators operators;
  private final int steps;

  /** What is applied at one time. */
  public record Entry(long timeMicros, List<Command> commands) {}

  public RandomHistory(long seed) {
    scenario = new Scenario(seed);
    operators = new ScenarioOperators(seed);
    steps = 20 + (int) Math.floorMod(seed, (long) MAX_STEPS);
  }

  /** How often {@link #next} is to be asked. */
  public int steps() {
    return steps;
  }

  public Entry beginning() {
    return new Entry(scenario.nowMicros(), scenario.beginning());
  }

  public Entry next(boolean anyLegActive) {
    List<Command> commands = new ArrayList<>(scenario.next(anyLegActive));
    operators.act(scenario.nowMicros(), commands);
    return new Entry(scenario.nowMicros(), commands);
  }

  public Entry ending() {
    return new Entry(scenario.nowMicros(), scenario.ending());
  }
}
