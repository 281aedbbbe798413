package dev.tollbridge.server.bridge;

/** What changed when a bridge id was taken over. */
enum Takeover {
  /** A token that is bound to the id took it from the identity that it belonged to. */
  IDENTITY,
  /** Another address opened a newer session, or ended an open stream. */
  ADDRESS
}
