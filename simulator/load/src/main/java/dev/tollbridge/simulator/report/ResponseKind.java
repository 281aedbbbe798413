package dev.tollbridge.simulator.report;

/** A kind of answer whose reasons or statuses are counted. */
public enum ResponseKind {
  /** Answers to AuthorizeLeg: allowed, the denial, or the status of a call that failed. */
  AUTHORIZATION("leg authorizations"),
  /** Why events had no effect. */
  REJECTION("rejected events"),
  /** Why legs were denied or ran out of credit, by their records. */
  DENIAL("denied legs"),
  /** Why legs were to be hung up. */
  DISCONNECT("requests to disconnect"),
  /** How streams broke. */
  STREAM("broken streams");

  private final String title;

  ResponseKind(String title) {
    this.title = title;
  }

  /** A few words for people. */
  String title() {
    return title;
  }
}
