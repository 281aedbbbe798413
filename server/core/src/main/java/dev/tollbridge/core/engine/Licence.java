package dev.tollbridge.core.engine;

/** An organizer's pay-per-minute licence. */
public record Licence(String organizerId, DialOutPolicy policy) {
  /** The licence of every organizer in an organization that licenses all of them. */
  static final Licence FOR_ALL = new Licence("", DialOutPolicy.ANY);
}
