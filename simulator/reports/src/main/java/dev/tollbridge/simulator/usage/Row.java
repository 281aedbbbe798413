package dev.tollbridge.simulator.usage;

/** A row of a usage report, as it was read. */
public sealed interface Row {

  /** Number of its first line in the file, from 1. */
  long line();

  /** The row as it stands in the file, without its line end; several lines when a field has line breaks. */
  String text();

  /** A row that says what call it was. */
  record Good(long line, String text, UsageCall call) implements Row {}

  /** A row that does not, and why, for people. */
  record Bad(long line, String text, String reason) implements Row {}
}
