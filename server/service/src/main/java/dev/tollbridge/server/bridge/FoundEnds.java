package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.server.security.Caller;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found of late ends; nobody knows the others.
 *
 * @param closings records of legs that are closed
 * @param active shards in which legs are active, though the ends name organizations of others
 */
record FoundEnds(Map<LateEnd, CallRecord> closings, Map<LateEnd, Integer> active) {
  static final FoundEnds NONE = new FoundEnds(Map.of(), Map.of());

  /** What a caller may see; nobody knows the others. */
  FoundEnds of(Caller caller) {
    Map<LateEnd, CallRecord> seen = new LinkedHashMap<>(closings);
    seen.values().removeIf(record -> !caller.mayUse(record.parties().organizationId()));
    return new FoundEnds(seen, active);
  }

  /** The ends whose legs were found. */
  Set<LateEnd> known() {
    Set<LateEnd> known = new HashSet<>(closings.keySet());
    known.addAll(active.keySet());
    return known;
  }

  /** The ends of active legs by shard, in the order of their sequences. */
  Map<Integer, List<LegEvent.Ended>> activeByShard() {
    return active.entrySet().stream().collect(Collectors.groupingBy(Map.Entry::getValue, TreeMap::new,
        Collectors.mapping(end -> end.getKey().event(), Collectors.toList())));
  }
}
