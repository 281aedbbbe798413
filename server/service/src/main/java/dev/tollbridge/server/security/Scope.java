package dev.tollbridge.server.security;

/** How a method is confined to the organizations that its caller is bound to. */
enum Scope {
  /** Anybody may call it, without an identity. */
  PUBLIC,
  /** It concerns no organization. */
  SHARED,
  /** Its request has to name one of the caller's organizations. */
  ORGANIZATION,
  /** Any organization that a message names has to be one of the caller's. */
  NAMED,
  /** The method itself leaves out all others. */
  FILTERED,
  /** It concerns the whole server: nobody who is bound may call it. */
  SERVER
}
