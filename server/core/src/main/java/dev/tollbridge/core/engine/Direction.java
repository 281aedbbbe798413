package dev.tollbridge.core.engine;

/** Which way a leg's call goes, seen from the conference. */
public enum Direction {
  DIAL_IN, DIAL_OUT
}
