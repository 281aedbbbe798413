package dev.tollbridge.server.rpc;

import dev.tollbridge.v1.NoticeReason;

/** Receives what was corrected in a request instead of refusing it. */
@FunctionalInterface
public interface Corrections {
  /** For callers who can see in the answer what was stored. */
  Corrections UNNOTICED = (_, _, _) -> {};

  /**
   * A field was corrected.
   *
   * @param message what was wrong and what was done, for people
   */
  void add(NoticeReason reason, String field, String message);
}
