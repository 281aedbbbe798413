package dev.tollbridge.simulator.report;

import java.util.Locale;

/** A latency that a run measures, from the intended instant. */
public enum Metric {
  /** A leg's start in the simulator, before anything is sent: how far the simulator itself was behind. */
  START_LAG("leg started by the load", "from a leg's intended start until the simulator starts it"),
  /** A leg event, from its intended instant until it is on the server's disk; ends after the load excluded. */
  ACK("event acknowledged",
      "from a leg event's intended instant until the server has it on disk; legs that outlast the load are ended "
          + "together, and those ends do not count"),
  /** A dial-out's authorization, from its intended instant until its response or failure. */
  AUTHORIZE("dial-out authorized", "from the intended instant of AuthorizeLeg until its response"),
  /** A leg's first charge, from the leg's intended start. */
  FIRST_CHARGE("first charge of a leg", "from a leg's intended start until its first charge is received"),
  /** A charge of a later minute, from the instant at which the minute fell due. */
  CHARGE_LATENESS("later minute charged",
      "from the instant at which a later minute fell due until its charge is received"),
  /** A request to hang up, from the instant at which the minute that credit does not cover fell due. */
  DISCONNECT("disconnect, credit gone",
      "from the instant at which an unpaid minute fell due until the bridge is asked to disconnect");

  private final String title;
  private final String explanation;

  Metric(String title, String explanation) {
    this.title = title;
    this.explanation = explanation;
  }

  /** Its name in assertions and files, such as {@code first-charge}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its display title. */
  String title() {
    return title;
  }

  /** What it measures, from when to when. */
  String explanation() {
    return explanation;
  }
}
