package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.Row;
import dev.tollbridge.simulator.usage.SeenIds;
import dev.tollbridge.simulator.usage.UsageReport;
import dev.tollbridge.v1.CompletedCall;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The legs of a report in the order of their answers, sorted within a window of rows. */
final class LivePlan {
  private static final int ROWS_AHEAD = 100_000;

  private final UsageReport report;
  private final CallEncoder encoder;
  private final RejectedRows rejects;
  private final Counter counter;
  private final SeenIds seen = new SeenIds();
  private final PriorityQueue<Leg> next = new PriorityQueue<>(
      Comparator.comparing((Leg leg) -> leg.row.call().answer()).thenComparingLong(leg -> leg.row.line()));
  private boolean ended;

  /** A leg to play. */
  record Leg(Row.Good row, CompletedCall call) {}

  /** Counts rows that are not played. */
  interface Counter {
    void rowRejected();

    void rowAside(String callType);
  }

  LivePlan(UsageReport report, CallEncoder encoder, RejectedRows rejects, Counter counter) {
    this.report = report;
    this.encoder = encoder;
    this.rejects = rejects;
    this.counter = counter;
  }

  /** The next leg, without removing it; null after the last. */
  @Nullable
  Leg peek() throws IOException {
    while (!ended && next.size() < ROWS_AHEAD) {
      Row row = report.next();
      if (row == null) {
        ended = true;
      } else {
        add(row);
      }
    }
    return next.peek();
  }

  void remove() {
    next.remove();
  }

  private void add(Row row) throws IOException {
    String reason = switch (row) {
      case Row.Good good -> encode(good);
      case Row.Other other -> aside(other);
      case Row.Bad bad -> bad.reason();
    };
    if (!reason.isEmpty()) {
      rejects.add(row, reason);
      counter.rowRejected();
    }
  }

  private String aside(Row.Other row) {
    counter.rowAside(row.callType());
    return "";
  }

  private String encode(Row.Good row) {
    try {
      Leg leg = new Leg(row, encoder.encode(row.call()));
      if (!seen.add(row.call().usageId())) {
        return "UsageId " + row.call().usageId() + " is repeated: the call is played once";
      }
      next.add(leg);
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
