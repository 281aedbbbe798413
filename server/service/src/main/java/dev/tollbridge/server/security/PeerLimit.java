package dev.tollbridge.server.security;

/** A limit on what one peer may use of the server; the labels of a metric. */
public enum PeerLimit {
  /** Connections of an address, and in all. */
  CONNECTIONS("TOO_MANY_CONNECTIONS"),
  /** Connections that showed no identity, or made no call. */
  STRANGERS("TOO_MANY_STRANGERS"),
  /** Open calls of an identity. */
  CALLS("TOO_MANY_CALLS"),
  /** Messages a second: the connection is slowed down. */
  MESSAGES("TOO_MANY_MESSAGES"),
  /** Bytes a second: the connection is slowed down. */
  BYTES("TOO_MANY_BYTES"),
  /** Messages that wait for a thread: connections with much of them are read no further for now. */
  UNHANDLED("TOO_MUCH_UNHANDLED"),
  /** Messages that do not arrive completely. */
  SLOW_WRITERS("NO_MESSAGE"),
  /** Responses wait that the peer does not read. */
  SLOW_READERS("SLOW_READER"),
  /** Rate decks that are being imported. */
  IMPORTS("TOO_MANY_IMPORTS"),
  /** Bytes of rate decks that are being sent. */
  IMPORT_BYTES("IMPORTS_TOO_LARGE"),
  /** A rate deck stopped arriving. */
  IMPORT_IDLE("IMPORT_IDLE");

  private final String reason;

  PeerLimit(String reason) {
    this.reason = reason;
  }

  /** The reason in the ErrorInfo of an error, where the limit results in one. */
  public String reason() {
    return reason;
  }
}
