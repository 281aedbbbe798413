package dev.tollbridge.simulator.report;

/** A kind of response whose reasons or statuses are counted. */
public enum ResponseKind {
  /** Responses to AuthorizeLeg: allowed, the denial, or the status of a call that failed. */
  AUTHORIZATION("leg authorizations"),
  /** Why events had no effect. */
  REJECTION("rejected events"),
  /** What the server noticed of events that it applied. */
  NOTICE("noticed events"),
  /** Why legs were denied or ran out of credit, according to their records. */
  DENIAL("denied legs"),
  /** Why the server asked to hang legs up. */
  DISCONNECT("requests to disconnect"),
  /** How streams broke. */
  STREAM("broken streams");

  private final String title;

  ResponseKind(String title) {
    this.title = title;
  }

  /** Its display title. */
  String title() {
    return title;
  }
}
