package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.verify.Findings;
import dev.tollbridge.simulator.verify.OrganizationAudit;
import dev.tollbridge.simulator.verify.Reconciliation;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Compares every organization's books after a run, a few organizations at a time. Entries from before the run are read
 * only where they matter: for organizations that had active legs then, and where something differs. Runs once.
 */
final class BooksComparison {
  private static final int AT_ONCE = 4;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration SINCE_START_SETTLE = Duration.ofSeconds(2);
  private static final Duration TELL_EVERY = Duration.ofSeconds(2);

  private final ServerBooks books;
  private final Reconciliation reconciliation;
  private final long startMicros;
  private final PrintStream err;
  private final long untilNanos = System.nanoTime() + SETTLE.toNanos();
  private long toldNanos = System.nanoTime();

  /**
   * A comparison.
   *
   * @param startMicros engine time at which the run began
   * @param err receives the progress
   */
  BooksComparison(ServerBooks books, Reconciliation reconciliation, long startMicros, PrintStream err) {
    this.books = books;
    this.reconciliation = reconciliation;
    this.startMicros = startMicros;
    this.err = err;
  }

  /**
   * Compares all organizations and adds the differences to the reconciliation.
   *
   * @param idle organizations, and whether they had no active legs before the run
   */
  void run(Map<String, Boolean> idle) throws InterruptedException, ExecutionException {
    err.println("comparing call records and ledgers of " + idle.size() + " organizations");
    List<Future<Findings>> pending = new ArrayList<>();
    try (ExecutorService calls = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      idle.forEach((organization, wasIdle) -> pending.add(calls.submit(() -> compare(organization, wasIdle))));
      for (Future<Findings> comparison : pending) {
        reconciliation.findings().add(await(comparison, pending));
      }
    }
  }

  private Findings await(Future<Findings> comparison, List<Future<Findings>> all)
      throws InterruptedException, ExecutionException {
    while (true) {
      long leftNanos = toldNanos + TELL_EVERY.toNanos() - System.nanoTime();
      try {
        return comparison.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
      } catch (TimeoutException notYet) {
        err.printf("compared %d of %d organizations, %d call records%n", all.stream().filter(Future::isDone).count(),
            all.size(), books.recordCount());
        toldNanos = System.nanoTime();
      }
    }
  }

  /**
   * Repeats the comparison for a while if something differs, as lists may trail the stream briefly; finally compares
   * with all entries.
   */
  private Findings compare(String organization, boolean wasIdle) {
    long allFromNanos = System.nanoTime() + SINCE_START_SETTLE.toNanos();
    boolean all = !wasIdle;
    Findings found = once(organization, all, wasIdle);
    while (!found.isClean() && (!all || System.nanoTime() < untilNanos)) {
      LockSupport.parkNanos(POLL_NANOS);
      all = all || System.nanoTime() > allFromNanos;
      found = once(organization, all, wasIdle);
    }
    return found;
  }

  private Findings once(String organization, boolean all, boolean wasIdle) {
    try {
      OrganizationAudit audit = reconciliation.organization(organization, startMicros);
      return all ? audit.whole(books, wasIdle) : audit.sinceStart(books);
    } catch (StatusRuntimeException e) {
      Findings unread = new Findings();
      unread.missing("call records and ledger", "lists", StatusText.of(e.getStatus()), 1);
      return unread;
    }
  }
}
