package dev.tollbridge.core.engine;

import java.util.function.IntFunction;

/** The rules in force: those of the state's level, and those that an operator last configured. */
final class Rules {
  private final IntFunction<Level> levels;
  private Level level;
  private Command.Configure configured;

  /** Starts at the lowest level, as does a log that has not raised it. */
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
   * The rules of a level, which may be below the present one: legs keep theirs.
   *
   * @throws UnknownLevelException when this version does not know them
   */
  Level level(int number) {
    return levels.apply(number);
  }

  /** A level already in force changes nothing; an unknown one must fail, as it could result in other money. */
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
