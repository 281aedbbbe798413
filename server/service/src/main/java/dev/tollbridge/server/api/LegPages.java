package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.LegPlace;
import dev.tollbridge.core.engine.LegSelection;
import dev.tollbridge.core.engine.LegView;
import dev.tollbridge.core.engine.LegsFound;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.shard.Shard;
import io.grpc.Context;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that a request asks for, of the active legs of all shards, in order of shard and place. Each shard is
 * searched in small parts, between which it continues to rate.
 *
 * @param size maximum number of legs
 * @param shard of the leg before the page; the first shard for the first page
 * @param after place of the leg before the page in its shard
 */
record LegPages(int size, int shard, LegPlace after) {
  /** Legs looked at while a shard waits: well below a millisecond. */
  private static final int VISITS = 2_048;
  private static final String SEPARATOR = " ";

  /** A leg, and the shard that has it. */
  record Found(int shard, LegView leg) {
    private String key() {
      return key(shard, leg.place());
    }

    private static String key(int shard, LegPlace place) {
      return shard + SEPARATOR + place.phaseMicros() + SEPARATOR + place.ordinal();
    }
  }

  static LegPages of(int pageSize, String pageToken, RequestChecks checks) {
    int size = checks.pageSize(pageSize);
    String key = PageToken.LEGS.key(pageToken, checks);
    LegPages first = new LegPages(size, 0, LegPlace.START);
    LegPages read = key.isEmpty() ? first : parsed(key, size);
    checks.require(read != null, "page_token", PageToken.RULE);
    return read == null ? first : read;
  }

  private static @Nullable LegPages parsed(String key, int size) {
    String[] parts = key.split(SEPARATOR, -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      int shard = Integer.parseInt(parts[0]);
      var place = new LegPlace(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
      return shard >= 0 && Found.key(shard, place).equals(key) ? new LegPages(size, shard, place) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** @param shards in order of their numbers */
  Page<Found> find(LegSelection selection, List<Shard> shards) {
    List<Found> found = new ArrayList<>();
    for (Shard each : shards) {
      if (each.number() >= shard) {
        find(selection, each, each.number() == shard ? after : LegPlace.START, found);
      }
    }
    return Page.of(found, size, PageToken.LEGS, Found::key);
  }

  /** Adds a shard's legs after a place, until there is one more than the page may have. */
  private void find(LegSelection selection, Shard from, @Nullable LegPlace first, List<Found> found) {
    LegPlace place = first;
    while (place != null && found.size() <= size) {
      if (Context.current().isCancelled()) {
        throw Status.CANCELLED.asRuntimeException();
      }
      LegPlace start = place;
      int limit = size + 1 - found.size();
      LegsFound part = from.read(engine -> engine.legsAfter(start, selection, limit, VISITS));
      part.legs().forEach(leg -> found.add(new Found(from.number(), leg)));
      place = part.reached();
    }
  }
}
