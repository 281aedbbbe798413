package dev.tollbridge.server.shard;

import dev.tollbridge.core.tariff.ZoneTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;

/** Tables of time zones made from this JDK's tz data. Calls are rated only with the tables in the log. */
public final class ZoneData {
  /** Tables end here; the last offset applies indefinitely. */
  private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");

  private ZoneData() {}

  /** Whether the JDK has the zone. */
  static boolean has(String zone) {
    return ZoneRulesProvider.getAvailableZoneIds().contains(zone);
  }

  /** Version of the tz data, such as 2025b. */
  static String version(String zone) {
    return ZoneRulesProvider.getVersions(zone).lastKey();
  }

  /**
   * The table of a zone.
   *
   * @throws java.time.zone.ZoneRulesException when the JDK does not have it
   */
  public static ZoneTable table(String zone) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    List<ZoneTable.Transition> transitions = new ArrayList<>();
    ZoneOffsetTransition next = rules.nextTransition(Instant.MIN);
    while (next != null && next.getInstant().isBefore(END)) {
      transitions.add(new ZoneTable.Transition(next.toEpochSecond(), next.getOffsetAfter().getTotalSeconds()));
      next = rules.nextTransition(next.getInstant());
    }
    return new ZoneTable(zone, version(zone), rules.getOffset(Instant.MIN).getTotalSeconds(), transitions);
  }
}
