package dev.tollbridge.core.engine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The active legs of all sessions of one bridge by their ids: a bridge that lost its state reports its legs again in a
 * newer session, and each continues where it was.
 */
final class BridgeLegs {
  private static final Comparator<Leg> OLDEST_SESSION_FIRST = Comparator
      .comparingLong((Leg leg) -> leg.session().number()).thenComparing(RecordMaker.BY_ORDINAL);

  private final HashMap<String, Leg> byId = new HashMap<>();
  /** Legs that could not keep the ids that the bridge reported. */
  private final HashMap<Reported, TreeSet<Leg>> renamed = new HashMap<>();

  /** A call whose id is missing or shared is the same if it was answered at the very same time. */
  private record Reported(String legId, String organizationId, String remoteNumber, long answerMicros) {
    static Reported of(Leg leg) {
      CallRecord.Parties parties = leg.start().parties();
      return new Reported(leg.start().reportedId(), parties.organizationId(), parties.remoteNumber(),
          leg.answerMicros());
    }

    static Reported of(LegEvent.Answered event) {
      return new Reported(event.legId(), event.call().organizationId(), event.call().remoteNumber(),
          event.answerMicros());
    }
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** The leg with this id, or null. */
  @Nullable
  Leg named(String legId) {
    return byId.get(legId);
  }

  /** Whether a leg's organization is not one of some. */
  boolean anyNotOf(Predicate<String> organizations) {
    return byId.values().stream().anyMatch(leg -> !organizations.test(leg.organization().id()));
  }

  void add(Leg leg) {
    byId.put(leg.id(), leg);
    if (leg.start().renamed()) {
      renamed.computeIfAbsent(Reported.of(leg), _ -> new TreeSet<>(OLDEST_SESSION_FIRST)).add(leg);
    }
  }

  void remove(Leg leg) {
    byId.remove(leg.id(), leg);
    if (leg.start().renamed()) {
      renamed.computeIfPresent(Reported.of(leg), (_, legs) -> {
        legs.remove(leg);
        return legs.isEmpty() ? null : legs;
      });
    }
  }

  /** The leg of an older session that this event reports again; null when the event reports a new leg. */
  @Nullable
  Leg continued(BridgeSession session, LegEvent.Answered event, Level.LegRules rules) {
    Leg sameId = byId.get(event.legId());
    if (sameId != null && sameId.session() != session && isSameCall(sameId, event, rules)) {
      return sameId;
    }
    TreeSet<Leg> sameCall = renamed.isEmpty() ? null : renamed.get(Reported.of(event));
    return sameCall == null || sameCall.first().session() == session ? null : sameCall.first();
  }

  /** A bridge may count its ids from the beginning again when it restarts. */
  private static boolean isSameCall(Leg leg, LegEvent.Answered event, Level.LegRules rules) {
    CallRecord.Parties parties = leg.start().parties();
    return parties.organizationId().equals(event.call().organizationId())
        && parties.remoteNumber().equals(event.call().remoteNumber())
        && Math.abs(leg.answerMicros() - event.answerMicros()) <= rules.sameAnswerMicros();
  }

  /** The id that a new leg gets: the reported one, unless there is none or another active leg has it. */
  String idOf(BridgeSession session, LegEvent.Answered event, Level.LegRules rules) {
    if (!event.legId().isEmpty() && !byId.containsKey(event.legId())) {
      return event.legId();
    }
    String start = event.legId().isEmpty() ? "unnamed" : event.legId();
    String end = "~" + session.number() + "-" + event.legNumber();
    String id = joined(start, end, rules.maxIdLength());
    while (byId.containsKey(id)) {
      // somebody chose exactly this text; ends at the latest when it consists of nothing else
      end = "~" + end;
      id = joined(start, end, rules.maxIdLength());
    }
    return id;
  }

  /** Cut by characters, of which a surrogate pair is one. */
  private static String joined(String start, String end, int maxLength) {
    int room = Math.max(0, maxLength - end.length());
    boolean fits = start.codePointCount(0, start.length()) <= room;
    return (fits ? start : start.substring(0, start.offsetByCodePoints(0, room))) + end;
  }
}
