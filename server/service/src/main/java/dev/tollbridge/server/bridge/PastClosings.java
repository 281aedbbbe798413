package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.rpc.ApiErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the legs of late ends: those that are active in another shard than that of the organization that the end names,
 * and the records of those whose closings have been acknowledged by their bridge. One thread of its own reads the
 * record stores and asks the shards: neither a gRPC thread nor an applying thread may wait for a disk or for another
 * shard.
 */
final class PastClosings implements AutoCloseable {
  /** Queries that may wait, each for one message's events; beyond this the stream that asks is ended. */
  static final int MAX_WAITING = 1_024;

  private final List<RecordStore> stores;
  private final LegFinder activeLegs;
  private final ThreadPoolExecutor thread;

  PastClosings(List<RecordStore> stores, LegFinder activeLegs) {
    this(stores, activeLegs, MAX_WAITING);
  }

  PastClosings(List<RecordStore> stores, LegFinder activeLegs, int maxWaiting) {
    this.stores = List.copyOf(stores);
    this.activeLegs = activeLegs;
    thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxWaiting),
        Thread.ofPlatform().name("past-closings").daemon().factory());
  }

  /** What there is of these ends of a session's legs; includes all records made before this call. */
  CompletableFuture<FoundEnds> find(String bridgeId, long session, List<LateEnd> ends) {
    try {
      return CompletableFuture.supplyAsync(() -> read(bridgeId, session, ends), thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(thread.isShutdown()
          ? ApiErrors.unavailable("SHUTTING_DOWN", "the server is shutting down; reconnect")
          : ApiErrors.resourceExhausted("RECORDS_BUSY",
              "too many ends of unknown legs wait for their records; reconnect and send them again",
              Map.of("max_waiting", Integer.toString(MAX_WAITING))));
    }
  }

  /** Active legs first: one that is closed meanwhile has a record then, and its number may have been used before. */
  private FoundEnds read(String bridgeId, long session, List<LateEnd> ends) {
    Map<LateEnd, Integer> active = new LinkedHashMap<>();
    for (LateEnd end : ends) {
      activeLegs.shardOf(bridgeId, session, end).ifPresent(shard -> active.put(end, shard));
    }
    List<LateEnd> closed = ends.stream().filter(end -> !active.containsKey(end)).toList();
    return new FoundEnds(readStores(bridgeId, session, closed), active);
  }

  /** First in the store of the named organization, which nearly always has the record if there is one. */
  private Map<LateEnd, CallRecord> readStores(String bridgeId, long session, List<LateEnd> ends) {
    Map<LateEnd, CallRecord> closings = new LinkedHashMap<>();
    ends.stream().collect(Collectors.groupingBy(LateEnd::shard))
        .forEach((shard, here) -> readStore(shard, bridgeId, session, here, closings));
    for (int shard = 0; shard < stores.size() && closings.size() < ends.size(); shard++) {
      List<LateEnd> others = ends.stream().filter(end -> !closings.containsKey(end)).toList();
      readStore(shard, bridgeId, session, others, closings);
    }
    return closings;
  }

  private void readStore(int shard, String bridgeId, long session, List<LateEnd> ends,
      Map<LateEnd, CallRecord> closings) {
    Set<Long> legNumbers = ends.stream().map(LateEnd::legNumber).collect(Collectors.toSet());
    Map<Long, CallRecord> records = stores.get(shard).closings(bridgeId, session, legNumbers).stream()
        .collect(Collectors.toMap(record -> record.origin().legNumber(), Function.identity()));
    for (LateEnd end : ends) {
      CallRecord record = records.get(end.legNumber());
      if (record != null) {
        closings.put(end, record);
      }
    }
  }

  /** Waiting queries are dropped: streams have ended by now. When this returns, nothing reads the stores any more. */
  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
