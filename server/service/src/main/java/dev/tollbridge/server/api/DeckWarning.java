package dev.tollbridge.server.api;

import dev.tollbridge.v1.RateDeckWarning;
import dev.tollbridge.v1.RateDeckWarningReason;

/**
 * Something that looks wrong in a deck's file.
 *
 * @param line of the file on which the row starts, from 1; 0: the whole file
 */
record DeckWarning(long line, RateDeckWarningReason reason, String message) {
  RateDeckWarning encode() {
    return RateDeckWarning.newBuilder().setRow((int) line).setReason(reason).setMessage(message).build();
  }

  /** Where a violation would be. */
  String place() {
    return line == 0 ? RateDeckCsv.FILE : RowViolations.place(line);
  }
}
