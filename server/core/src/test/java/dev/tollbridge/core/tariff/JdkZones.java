package dev.tollbridge.core.tariff;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tables of time zones as the JDK has them. */
public final class JdkZones {
  private static final Instant END = Instant.parse("2041-01-01T00:00:00Z");

  private JdkZones() {}

  public static Zones of(String... zones) {
    return Zones.NONE.with(Stream.of(zones).map(JdkZones::table).toList());
  }

  public static ZoneTable table(String zone) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    List<ZoneTable.Transition> transitions = new ArrayList<>();
    ZoneOffsetTransition next = rules.nextTransition(Instant.MIN);
    while (next != null && next.getInstant().isBefore(END)) {
      transitions.add(new ZoneTable.Transition(next.toEpochSecond(), next.getOffsetAfter().getTotalSeconds()));
      next = rules.nextTransition(next.getInstant());
    }
    return new ZoneTable(zone, "jdk", rules.getOffset(Instant.MIN).getTotalSeconds(), transitions);
  }
}
