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
 * Finds the records of legs whose closings have been acknowledged by their bridge. One thread of its own reads the
 * record stores: neither a gRPC thread nor an applying thread may wait for a disk.
 */
final class PastClosings implements AutoCloseable {
  /** Queries that may wait, each for one message's events; beyond this the stream that asks is ended. */
  static final int MAX_WAITING = 1_024;

  private final List<RecordStore> stores;
  private final ThreadPoolExecutor thread;

  PastClosings(List<RecordStore> stores) {
    this(stores, MAX_WAITING);
  }

  PastClosings(List<RecordStore> stores, int maxWaiting) {
    this.stores = List.copyOf(stores);
    thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxWaiting),
        Thread.ofPlatform().name("past-closings").daemon().factory());
  }

  /** The existing records for these ends of a session's legs; includes all made before this call. */
  CompletableFuture<Map<LateEnd, CallRecord>> find(String bridgeId, long session, List<LateEnd> ends) {
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

  /** Only the store of an end's organization can have its record. */
  private Map<LateEnd, CallRecord> read(String bridgeId, long session, List<LateEnd> ends) {
    Map<LateEnd, CallRecord> found = new LinkedHashMap<>();
    ends.stream().collect(Collectors.groupingBy(LateEnd::shard)).forEach((shard, here) -> {
      Set<Long> legNumbers = here.stream().map(LateEnd::legNumber).collect(Collectors.toSet());
      Map<Long, CallRecord> records = stores.get(shard).closings(bridgeId, session, legNumbers).stream()
          .collect(Collectors.toMap(record -> record.origin().legNumber(), Function.identity()));
      for (LateEnd end : here) {
        CallRecord record = records.get(end.legNumber());
        if (record != null && record.parties().organizationId().equals(end.organizationId())) {
          found.put(end, record);
        }
      }
    });
    return found;
  }

  /** Waiting queries are dropped: streams have ended by now. When this returns, nothing reads the stores any more. */
  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
