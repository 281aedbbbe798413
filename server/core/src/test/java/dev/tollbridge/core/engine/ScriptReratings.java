package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The verb of a ledger script that re-rates as a client does: reads the records and books them in batches. */
final class ScriptReratings {
  private final ScriptWorld world;

  ScriptReratings(ScriptWorld world) {
    this.world = world;
  }

  /** {@code rerate [acme] from T to T [only TYPE] [as ID] [by N] [batches N]}: N calls at a time, N batches at most. */
  String rerate(ScriptLine line) {
    String organizationId = line.hasNext("from") ? "" : line.word();
    long fromMicros = line.time("from").orElseThrow();
    long toMicros = line.time("to").orElseThrow();
    CallType callType = line.option("only").map(CallType::valueOf).orElse(null);
    var scope = new ReratingScope(organizationId, callType, fromMicros, toMicros);
    var request = new Request(line.option("as").orElseGet(world::newKey), Objects.hashCode(scope));
    int size = line.option("by").map(Integer::parseInt).orElse(100);
    int batches = line.option("batches").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    return run(new Command.OpenRerating(request, scope), size, batches);
  }

  private String run(Command.OpenRerating open, int size, int batches) {
    Outcome outcome = world.apply(open);
    List<EffectRecorder.Effect> effects = new ArrayList<>(world.drain());
    for (int i = 0; i < batches && outcome instanceof Outcome.ReratingReached(var rerating)
        && !rerating.complete(); i++) {
      outcome = world.apply(world.shelf.next(rerating, size));
      effects.addAll(world.drain());
    }
    return new ScriptReport(outcome, effects).text();
  }
}
