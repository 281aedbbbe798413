package dev.tollbridge.core.engine;

/** Something that happened to one leg, numbered by its bridge. */
public sealed interface LegEvent {
  /** Position in the session. */
  long sequence();

  /** The bridge's number for the leg. */
  long legNumber();

  /**
   * The leg was answered.
   *
   * @param legId the bridge's text for it; empty when there is none
   */
  record Answered(
      long sequence, long legNumber, String legId, String conferenceId, Call call,
      long answerMicros) implements LegEvent {}

  /**
   * The leg ended.
   *
   * @param organizationId the organization that pays for it, as its answer reported; another one ends it too
   * @param endMicros microseconds since 1970, or {@link #NO_TIME}
   */
  record Ended(
      long sequence, long legNumber, String organizationId, long endMicros,
      String cause) implements LegEvent {
    /** In place of the end: it is not known. */
    public static final long NO_TIME = Long.MAX_VALUE;
  }
}
