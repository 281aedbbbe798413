package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.ClosedCall;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.NewPrice;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.engine.ReratingCounts;
import dev.tollbridge.core.engine.ReratingCursor;
import dev.tollbridge.core.engine.ReratingProgress;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.server.record.RecordStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A re-rating of one shard's calls: as a dry run, or booked batch by batch through the log. Blocks; for a thread of its
 * own. The progress of a booked one is in the engine, so any number of these may work on it, one after the other or
 * concurrently.
 */
public final class ShardRerating {
  /** Calls that are read, priced under the shard's lock and logged at a time. */
  private static final int BATCH_CALLS = 500;

  private final Shard shard;
  private final ReratingScope scope;
  private final int batchCalls;
  private final Author author;

  /**
   * A re-rating of one shard.
   *
   * @param author who asks for it
   */
  public ShardRerating(Shard shard, ReratingScope scope, Author author) {
    this(shard, scope, BATCH_CALLS, author);
  }

  ShardRerating(Shard shard, ReratingScope scope, int batchCalls, Author author) {
    this.author = author;
    this.shard = shard;
    this.scope = scope;
    this.batchCalls = batchCalls;
  }

  /** A call with its new price. */
  private record Priced(ClosedCall call, NewPrice repriced, String currency) {
    boolean unchanged() {
      return repriced instanceof NewPrice.Priced priced && priced.price().chargeMicros() == call.chargeMicros();
    }

    ReratingCounts countedIn(ReratingCounts counts) {
      return switch (repriced) {
        case NewPrice.Skipped(var reason) -> counts.oneSkipped(reason);
        case NewPrice.Priced _ -> unchanged() ? counts.oneUnchanged() : counts;
      };
    }

    boolean changed() {
      return repriced instanceof NewPrice.Priced && !unchanged();
    }
  }

  public Shard shard() {
    return shard;
  }

  /** Active legs that have to wait until they are closed. */
  public int activeLegCount() {
    return shard.read(engine -> engine.activeLegCount(scope));
  }

  /** Reports what would change, and returns how many calls would not. Changes nothing. */
  public ReratingCounts dryRun(Consumer<List<ReratedCall>> changed) {
    var pages = pages(shard.read(RatingEngine::lastRecordSequence));
    ReratingCounts counts = ReratingCounts.NONE;
    ReratingPages.Page page = new ReratingPages.Page(List.of(), ReratingCursor.START, false);
    while (!page.last()) {
      page = pages.after(page.through());
      List<ReratedCall> would = new ArrayList<>();
      for (Priced priced : priced(page.calls())) {
        counts = priced.countedIn(counts);
        if (priced.changed()) {
          would.add(ReratedCall.wouldBe(priced.call(), (NewPrice.Priced) priced.repriced(), priced.currency()));
        }
      }
      changed.accept(would);
    }
    return counts;
  }

  private ReratingPages pages(long recordsThrough) {
    shard.records().flush();
    return new ReratingPages(shard, scope, recordsThrough, batchCalls);
  }

  /** In a single read of the engine, so that a page has one tariff. */
  private List<Priced> priced(List<ClosedCall> calls) {
    return shard.read(engine -> calls.stream().map(call -> new Priced(call, engine.reprice(call),
        Objects.requireNonNull(engine.profile(call.organizationId())).currency())).toList());
  }

  /** Begins the re-rating, or asks how far it is: {@link Outcome.ReratingReached}, or the refusal. */
  public Outcome open(Request request) {
    return shard.submit(new Command.OpenRerating(request, scope), author).join();
  }

  /** Books all remaining calls and returns the finished re-rating. */
  public ReratingProgress finish(ReratingProgress opened) {
    var pages = pages(opened.recordsThrough());
    ReratingProgress state = opened;
    while (!state.complete()) {
      state = next(state, pages);
    }
    return state;
  }

  /** Books one batch. */
  ReratingProgress next(ReratingProgress state) {
    return next(state, pages(state.recordsThrough()));
  }

  private ReratingProgress next(ReratingProgress state, ReratingPages pages) {
    ReratingPages.Page page = pages.after(state.cursor());
    ReratingCounts counts = ReratingCounts.NONE;
    List<ClosedCall> changed = new ArrayList<>();
    for (Priced priced : priced(page.calls())) {
      counts = priced.countedIn(counts);
      if (priced.changed()) {
        changed.add(priced.call());
      }
    }
    Outcome outcome = shard.submit(new Command.RerateCalls(state.request().requestId(), state.cursor(),
        page.through(), page.last(), counts, changed), author.unaudited()).join();
    // refused when another call of the same request has booked this batch: continue from its position
    return rerating(outcome instanceof Outcome.Refused ? open(state.request()) : outcome);
  }

  private static ReratingProgress rerating(Outcome outcome) {
    if (outcome instanceof Outcome.ReratingReached(ReratingProgress rerating)) {
      return rerating;
    }
    throw new IllegalStateException("an open re-rating resulted in " + outcome);
  }

  /** Reports what a re-rating has changed, in the order of booking. */
  public void changed(ReratingProgress rerating, Consumer<List<ReratedCall>> changed) {
    long after = rerating.ledgerAfter();
    List<LedgerEntry> entries;
    do {
      entries = shard.records().reratings(after, rerating.ledgerThrough(), RecordStore.MAX_ROWS);
      if (!entries.isEmpty()) {
        after = entries.getLast().sequence();
        changed.accept(entries.stream().map(ReratedCall::booked).toList());
      }
    } while (entries.size() == RecordStore.MAX_ROWS);
  }
}
