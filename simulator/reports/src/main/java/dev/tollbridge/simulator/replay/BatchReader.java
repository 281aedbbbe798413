package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.Row;
import dev.tollbridge.simulator.usage.UsageReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a report batch by batch, starting after a line. */
final class BatchReader {
  private final UsageReport report;
  private final CallEncoder encoder;
  private final long doneLine;

  BatchReader(UsageReport report, CallEncoder encoder, long doneLine) {
    this.report = report;
    this.encoder = encoder;
    this.doneLine = doneLine;
  }

  /** The next batch; empty after the last. */
  Batch next() throws IOException {
    Batch batch = new Batch();
    for (Row row = more(batch); row != null; row = more(batch)) {
      switch (row) {
        case Row.Good good -> add(good, batch);
        case Row.Other other -> batch.aside(other);
        case Row.Bad bad -> batch.refuse(bad, bad.reason());
      }
    }
    return batch;
  }

  private @Nullable Row more(Batch batch) throws IOException {
    if (batch.isFull()) {
      return null;
    }
    Row row = report.next();
    while (row != null && row.line() <= doneLine) {
      row = report.next();
    }
    return row;
  }

  private void add(Row.Good row, Batch batch) {
    try {
      batch.add(row, encoder.encode(row.call()));
    } catch (IllegalArgumentException e) {
      batch.refuse(row, String.valueOf(e.getMessage()));
    }
  }
}
