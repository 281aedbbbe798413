package dev.tollbridge.server.leg;

/** Which way a leg's call goes, seen from the conference. */
public enum Direction {
  DIAL_IN, DIAL_OUT
}
