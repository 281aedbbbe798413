package dev.tollbridge.simulator.scenario;

import org.jspecify.annotations.Nullable;

/** All joins of conferences in order of time: the skeleton of a plan. */
interface Joins {

  /** The next join; null if there are no more. */
  @Nullable
  Join next();
}
