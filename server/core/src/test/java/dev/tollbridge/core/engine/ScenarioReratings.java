package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Re-rates now and then in a random run, as clients do that crash, restart, send twice and get in each other's way: a
 * re-rating may be left half done, a batch may be sent again, and one that was read long ago may arrive late.
 */
final class ScenarioReratings {
  private static final int REQUEST_IDS = 12;

  private final Random random;
  private final RecordShelf shelf;
  private final Function<Command, Outcome> engine;
  private Command.@Nullable RerateCalls late;

  ScenarioReratings(long seed, RecordShelf shelf, Function<Command, Outcome> engine) {
    this.random = new Random(seed * 17 + 3);
    this.shelf = shelf;
    this.engine = engine;
  }

  void act(long nowMicros) {
    if (late != null && random.nextInt(3) == 0) {
      var _ = engine.apply(late);
    }
    if (random.nextInt(4) > 0) {
      return;
    }
    Outcome outcome = engine.apply(open(nowMicros));
    while (outcome instanceof Outcome.ReratingReached(var rerating) && !rerating.complete() && random.nextInt(8) > 0) {
      Command.RerateCalls batch = shelf.next(rerating, 1 + random.nextInt(4));
      late = random.nextInt(4) == 0 ? batch : late;
      outcome = engine.apply(batch);
      if (random.nextInt(6) == 0) {
        var _ = engine.apply(batch);
      }
    }
  }

  /** Uses few ids, so that one is often repeated, sometimes with other parameters. */
  private Command.OpenRerating open(long nowMicros) {
    int id = random.nextInt(REQUEST_IDS);
    String organizationId = id % 3 == 0 ? "" : ScenarioMoney.organization(random.nextInt(20) == 0 ? 9 : id % 2);
    CallType callType = id % 4 == 0 ? CallType.DIAL_OUT : null;
    long fromMicros = nowMicros - TimeUnit.DAYS.toMicros(random.nextInt(30) == 0 ? 63 : 61);
    var scope = new ReratingScope(organizationId, callType, fromMicros, nowMicros);
    return new Command.OpenRerating(new Request("rerating-" + id, Objects.hash(organizationId, callType)), scope);
  }
}
