package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.Row;
import dev.tollbridge.simulator.usage.SeenIds;
import dev.tollbridge.simulator.usage.UsageReport;
import dev.tollbridge.v1.CallRefusal;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RatedCall;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/** One replay of a report by {@code RateCalls}, from its first row or its checkpoint to the summary. Used once. */
public final class ReplayRun {
  private static final int ROWS_BETWEEN_PROGRESS = 50_000;

  private final ReplayOptions options;
  private final Channel channel;
  private final PrintStream out;
  private final PrintStream err;
  private final Totals totals = new Totals();
  private final SeenIds seen = new SeenIds();
  private long nextProgress = ROWS_BETWEEN_PROGRESS;
  private volatile boolean stopped;

  public ReplayRun(ReplayOptions options, Channel channel, PrintStream out, PrintStream err) {
    this.options = options;
    this.channel = channel;
    this.out = out;
    this.err = err;
  }

  /** Stops sending; outstanding responses are still received, and the summary is printed. */
  public void stop() {
    stopped = true;
  }

  /**
   * Replays the report; returns whether every row sent was rated and no charge differs. {@link
   * IllegalArgumentException} if the report or the state cannot be used.
   */
  public boolean run() throws IOException, InterruptedException, ServerGone {
    Checkpoint checkpoint = Checkpoint.open(options);
    CallShift shift = shift(checkpoint);
    checkpoint.begin(shift.days());
    CallEncoder encoder = new CallEncoder(options.organizations(), shift, options.refuseMasked());
    ReplaySummary summary = new ReplaySummary(options, totals, encoder, shift, checkpoint.line());
    List<String> notes = List.of();
    boolean whole = false;
    try (UsageReport report = UsageReport.open(options.file(), options.dates());
        RejectedRows rejects = RejectedRows.open(options.rejects(), report.headerText(), checkpoint.line() > 0, err)) {
      BatchReader batches = new BatchReader(report, encoder, checkpoint.line());
      try {
        send(batches, (batch, answers) -> handle(batch, answers, rejects, checkpoint));
      } finally {
        notes = report.notes();
      }
      whole = !stopped;
    } catch (StatusException | StatusRuntimeException e) {
      throw ServerGone.orRefusal(e);
    } finally {
      if (whole || stopped || totals.rows() > 0) {
        summary.print(out, notes, whole);
      }
    }
    return totals.rejected() == 0 && totals.different() == 0 && totals.otherCurrency() == 0;
  }

  /** The shift with which the replay started; a new one otherwise. */
  private CallShift shift(Checkpoint checkpoint) throws IOException, ServerGone {
    Long begun = checkpoint.shiftDays();
    if (begun == null ? options.shift().equals(TimeShift.NONE) : begun == 0) {
      return CallShift.NONE;
    }
    Instant now = Instant.now();
    RateZones zones = RateZones.load(channel, now);
    if (!zones.failure().isEmpty()) {
      err.println("the server does not show its rates (" + zones.failure()
          + "): across a change of clocks, prices that depend on the hour may differ");
    }
    return new CallShift(begun == null
        ? options.shift().resolve(options.file(), options.dates(), zones, now)
        : begun, zones);
  }

  private void send(BatchReader batches, RateCallsExchange.Answered answered)
      throws IOException, InterruptedException, StatusException {
    RateCallsExchange exchange = new RateCallsExchange(channel,
        options.book() ? RateCallsMode.RATE_CALLS_MODE_BOOK : RateCallsMode.RATE_CALLS_MODE_DRY_RUN);
    boolean finished = false;
    try {
      for (Batch batch = batches.next(); !batch.isEmpty() && !stopped; batch = batches.next()) {
        exchange.send(batch, answered);
      }
      exchange.finish(answered);
      finished = true;
    } finally {
      if (!finished) {
        exchange.cancel();
      }
    }
  }

  /** Handles the results of a batch. Rejected rows are on disk before the checkpoint marks them as done. */
  private void handle(Batch batch, List<RatedCall> answers, RejectedRows rejects, Checkpoint checkpoint)
      throws IOException {
    int next = 0;
    for (Batch.Entry entry : batch.entries()) {
      switch (entry) {
        case Batch.Sent sent -> handle(sent, answers.get(next++), rejects);
        case Batch.Aside aside -> totals.aside(aside.row().callType());
        case Batch.Refused refused -> reject(refused.row(), refused.reason(), rejects);
      }
    }
    rejects.flush();
    checkpoint.done(batch.lastLine());
    if (totals.rows() >= nextProgress) {
      nextProgress = totals.rows() + ROWS_BETWEEN_PROGRESS;
      err.println(totals.rows() + " rows");
    }
  }

  /**
   * Handles the result of a row. When booking, the server recognizes repeated calls; in a dry run it stores none, so
   * they are recognized here.
   */
  private void handle(Batch.Sent sent, RatedCall answer, RejectedRows rejects) throws IOException {
    if (!options.book() && !seen.add(sent.call().usageId())) {
      totals.repeat();
    } else if (answer.getRefusal() == CallRefusal.CALL_REFUSAL_UNSPECIFIED) {
      totals.add(sent.row().line(), sent.call(), answer);
    } else {
      reject(sent.row(), answer.getMessage(), rejects);
    }
  }

  private void reject(Row row, String reason, RejectedRows rejects) throws IOException {
    totals.reject();
    rejects.add(row, reason);
  }
}
