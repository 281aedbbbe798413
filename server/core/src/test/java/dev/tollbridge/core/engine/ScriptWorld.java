package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.DeckPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** An engine with the bridges, legs and payers of a ledger script around it. */
final class ScriptWorld {
  private static final long FOR_EVER_MICROS = 100L * 365 * 24 * 3_600 * 1_000_000;
  private static final Map<String, String> COUNTRIES = Map.of("+1", "US", "+3", "FR", "+4", "DE");

  private final EffectRecorder effects = new EffectRecorder();
  final RecordShelf shelf = new RecordShelf();
  final RatingEngine engine = new RatingEngine(0, new DeckPool(), effects);
  private final TreeMap<String, Bridge> bridges = new TreeMap<>();
  private final Map<String, Long> legNumbers = new HashMap<>();
  private final Map<String, String> legOrganizations = new HashMap<>();
  private final Map<String, Bridge> legBridges = new HashMap<>();
  private int lastKey;
  private long lastLegNumber;

  /** A bridge and all events of its session. */
  static final class Bridge {
    final String id;
    final long session;
    final List<LegEvent> events = new ArrayList<>();

    Bridge(String id, long session) {
      this.id = id;
      this.session = session;
    }

    Command.LegEvents events(long from, long through) {
      return new Command.LegEvents(id, session, from, through, events.subList((int) from - 1, (int) through));
    }
  }

  ScriptWorld() {
    engine.advance(ScriptLine.micros("00:00:00"));
    engine.apply(new Command.Configure(FOR_EVER_MICROS, FOR_EVER_MICROS, 1));
  }

  /** What happened since the last call. */
  List<EffectRecorder.Effect> drain() {
    List<EffectRecorder.Effect> drained = effects.drain();
    drained.forEach(shelf::take);
    return drained;
  }

  /** Moves time on, never back. */
  void advance(long micros) {
    engine.advance(Math.max(micros, engine.nowMicros()));
  }

  Outcome apply(Command command) {
    return engine.apply(command);
  }

  /** The bridge's present session; a bridge opens its first one when it is first named. */
  Bridge bridge(String id) {
    if (!bridges.containsKey(id)) {
      open(id, 1);
    }
    return Objects.requireNonNull(bridges.get(id));
  }

  Outcome open(String id, long session) {
    Bridge known = bridges.get(id);
    if (known == null || known.session < session) {
      bridges.put(id, new Bridge(id, session));
    }
    return apply(new Command.OpenSession(id, session));
  }

  /** New events of the bridge, sent as a batch of their own. */
  Outcome send(Bridge bridge, LegEvent... events) {
    bridge.events.addAll(List.of(events));
    return apply(bridge.events(events[0].sequence(), bridge.events.size()));
  }

  long nextSequence(Bridge bridge) {
    return bridge.events.size() + 1L;
  }

  /** The number of a leg that is answered on the bridge; every answer has its own. */
  long newLegNumber(String legId, String organizationId, Bridge bridge) {
    legOrganizations.put(legId, organizationId);
    legNumbers.put(legId, ++lastLegNumber);
    legBridges.put(legId, bridge);
    return legNumber(legId);
  }

  long legNumber(String legId) {
    return legNumbers.getOrDefault(legId, 999L);
  }

  /** Who pays for the leg. */
  String organizationOf(String legId) {
    return legOrganizations.getOrDefault(legId, "nobody");
  }

  Bridge bridgeOf(String legId) {
    Bridge bridge = legBridges.get(legId);
    return bridge == null ? bridge("b1") : bridge;
  }

  String newKey() {
    return "key-" + ++lastKey;
  }

  /** A call to a number: an emergency call for 112, a dial-in if it has a service number, otherwise a dial-out. */
  static Call call(String organizationId, String organizerId, String serviceNumber, String remoteNumber) {
    String country = remoteNumber.length() < 2 ? "" : COUNTRIES.getOrDefault(remoteNumber.substring(0, 2), "");
    String digits = remoteNumber.startsWith("+") ? remoteNumber.substring(1) : "";
    return new Call(organizationId, organizerId, serviceNumber.isEmpty() ? Direction.DIAL_OUT : Direction.DIAL_IN,
        serviceNumber, remoteNumber, digits, country, remoteNumber.equals("112"));
  }
}
