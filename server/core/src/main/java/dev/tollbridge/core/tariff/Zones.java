package dev.tollbridge.core.tariff;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of the time zones that a shard knows. Immutable. */
public final class Zones {
  public static final Zones NONE = new Zones(new TreeMap<>());

  private final SortedMap<String, ZoneTable> tables;
  private final Map<String, ZoneClock> clocks = new HashMap<>();

  private Zones(SortedMap<String, ZoneTable> tables) {
    this.tables = tables;
    tables.forEach((zone, table) -> clocks.put(zone.intern(), new ZoneClock(table)));
  }

  /** These tables and {@code more}, which replace those of zones already known. */
  public Zones with(Collection<ZoneTable> more) {
    SortedMap<String, ZoneTable> all = new TreeMap<>(tables);
    more.forEach(table -> all.put(table.zone(), table));
    return new Zones(all);
  }

  public @Nullable ZoneTable table(String zone) {
    return tables.get(zone);
  }

  /** The tables by name. */
  public List<ZoneTable> tables() {
    return List.copyOf(tables.values());
  }

  ZoneClock clock(String zone) {
    ZoneClock clock = clocks.get(zone);
    if (clock == null) {
      throw new IllegalStateException("there is no table of the time zone " + zone);
    }
    return clock;
  }
}
