package dev.tollbridge.core.engine;

import java.util.function.IntFunction;

/** The rules in force: those of the state's level, and those that an operator sets, as last configured. */
final class Rules {
  private final IntFunction<Level> levels;
  private Level level;
  private Command.Configure configured;

  /** The lowest level, as a log has it that has not raised it yet. */
  Rules(IntFunction<Level> levels) {
    this.levels = levels;
    this.level = levels.apply(Level.LOWEST);
    this.configured = level.defaults();
  }

  void restore(EngineImage image) {
    level = level(image.level());
    configured = image.rules();
  }

  /**
   * The rules of a level; what was begun under it may still follow them.
   *
   * @throws UnknownLevelException when this version does not know them
   */
  Level level(int number) {
    return levels.apply(number);
  }

  /** A level that is in force already changes nothing; one that is unknown must not pass, lest money differ. */
  Outcome raise(int number) {
    Level wanted = level(number);
    if (wanted.number() < level.number()) {
      return new Outcome.Refused(Refusal.LEVEL_LOWERED);
    }
    level = wanted;
    return Outcome.DONE;
  }

  void configure(Command.Configure changed) {
    configured = changed;
  }

  Command.Configure image() {
    return configured;
  }

  Level level() {
    return level;
  }

  long leaseMicros() {
    return configured.leaseMicros();
  }

  long orphanMicros() {
    return configured.orphanMicros();
  }

  long minimumPurchaseMicros() {
    return configured.minimumPurchaseMicros();
  }
}
