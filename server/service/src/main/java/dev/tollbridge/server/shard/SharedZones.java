package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.core.tariff.ZoneTable;
import dev.tollbridge.core.tariff.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time zone tables that all shards have: those of the zones that decks name. This JDK's are logged before a deck
 * that names a zone for the first time, and at the first start on newer tz data; so the data changes at one position in
 * each log.
 */
final class SharedZones {
  private static final Logger LOG = LoggerFactory.getLogger(SharedZones.class);
  /** A table has up to 3 KB; an entry easily holds this many. */
  private static final int ZONES_PER_COMMAND = 50;

  private final List<Shard> shards;

  /** @param shards the first one decides */
  SharedZones(List<Shard> shards) {
    this.shards = shards;
  }

  /** What brings the first shard to newer tz data; no commands when it has all of it. Older data changes nothing. */
  List<Command> newer() {
    List<ZoneTable> newer = new ArrayList<>();
    for (ZoneTable table : zones(shards.getFirst()).tables()) {
      if (ZoneData.has(table.zone()) && ZoneData.version(table.zone()).compareTo(table.version()) > 0) {
        ZoneTable changed = ZoneData.table(table.zone());
        LOG.info("Time zone {}: from here on by tz data {}, before by {}; {}", table.zone(), changed.version(),
            table.version(), sameClocks(table, changed) ? "its clocks are the same" : "ITS CLOCKS CHANGE");
        newer.add(changed);
      }
    }
    return commands(newer);
  }

  private static boolean sameClocks(ZoneTable left, ZoneTable right) {
    return left.firstOffsetSeconds() == right.firstOffsetSeconds() && left.transitions().equals(right.transitions());
  }

  /** What brings a shard to the tables of the first one. */
  List<Command> missingIn(Shard shard) {
    Zones present = zones(shard);
    return commands(zones(shards.getFirst()).tables().stream()
        .filter(table -> !table.equals(present.table(table.zone()))).toList());
  }

  /** What all shards need before a deck of these rates is added: the tables that any of them lacks. */
  List<Command> missingFor(List<Rate> rates) {
    List<Zones> present = shards.stream().map(SharedZones::zones).toList();
    return commands(RateDeck.zonesOf(rates).stream()
        .filter(zone -> present.stream().anyMatch(zones -> zones.table(zone) == null))
        .map(zone -> Objects.requireNonNullElseGet(present.getFirst().table(zone), () -> ZoneData.table(zone)))
        .toList());
  }

  private static Zones zones(Shard shard) {
    return shard.read(RatingEngine::zones);
  }

  private static List<Command> commands(List<ZoneTable> tables) {
    List<Command> commands = new ArrayList<>();
    for (int from = 0; from < tables.size(); from += ZONES_PER_COMMAND) {
      commands.add(
          new Command.PutZones(tables.subList(from, Math.min(from + ZONES_PER_COMMAND, tables.size()))));
    }
    return commands;
  }
}
