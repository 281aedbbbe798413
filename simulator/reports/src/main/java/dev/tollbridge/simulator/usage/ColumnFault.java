package dev.tollbridge.simulator.usage;

/** A fault that whoever made the file gave to a whole column: people want to read of it once, not for each row. */
final class ColumnFault extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ColumnFault(String message) {
    super(message);
  }
}
