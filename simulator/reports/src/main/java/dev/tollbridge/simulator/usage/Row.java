package dev.tollbridge.simulator.usage;

/** A row of a usage report. */
public sealed interface Row {

  /** Number of its first line in the file, from 1. */
  long line();

  /** The row's text in the file, without its line end; several lines if a field has line breaks. */
  String text();

  /** A row with a valid call. */
  record Good(long line, String text, UsageCall call) implements Row {}

  /** A row of another product, such as a user's own calls. */
  record Other(long line, String text, String callType) implements Row {}

  /**
   * A row without a valid call, and the reason, for people.
   *
   * @param ofColumn whether the reason is a fault of a whole column, of which people want to read once
   */
  record Bad(long line, String text, String reason, boolean ofColumn) implements Row {}
}
