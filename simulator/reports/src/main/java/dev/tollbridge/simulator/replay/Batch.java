package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.Row;
import dev.tollbridge.simulator.usage.UsageCall;
import dev.tollbridge.v1.CompletedCall;
import java.util.ArrayList;
import java.util.List;

/** Consecutive rows of a report: those to send, and between them those that cannot be sent. */
final class Batch {
  static final int MAX_CALLS = 500;
  /** Bad rows count too, so that a report of only bad rows is not held in memory. */
  private static final int MAX_ROWS = 2000;

  private final List<Entry> entries = new ArrayList<>();
  private final List<CompletedCall> calls = new ArrayList<>();

  /** One row. */
  sealed interface Entry {
    Row row();
  }

  /** A row that is sent; the n-th one corresponds to the n-th result of the batch. */
  record Sent(Row row, UsageCall call) implements Entry {}

  /** A row that is not sent, and the reason. */
  record Refused(Row row, String reason) implements Entry {}

  /** A row of another product. */
  record Aside(Row.Other row) implements Entry {}

  void add(Row.Good row, CompletedCall call) {
    entries.add(new Sent(row, row.call()));
    calls.add(call);
  }

  void aside(Row.Other row) {
    entries.add(new Aside(row));
  }

  void refuse(Row row, String reason) {
    entries.add(new Refused(row, reason));
  }

  boolean isFull() {
    return calls.size() == MAX_CALLS || entries.size() == MAX_ROWS;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  List<CompletedCall> calls() {
    return calls;
  }

  List<Entry> entries() {
    return entries;
  }

  long lastLine() {
    return entries.getLast().row().line();
  }
}
