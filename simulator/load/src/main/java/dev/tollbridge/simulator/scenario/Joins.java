package dev.tollbridge.simulator.scenario;

import org.jspecify.annotations.Nullable;

/** Everybody who joins a conference, in order of time: the skeleton of a plan. */
interface Joins {

  /** The next one; null when there are no more. */
  @Nullable
  Join next();
}
