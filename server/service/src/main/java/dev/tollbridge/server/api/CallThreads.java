package dev.tollbridge.server.api;

import dev.tollbridge.server.security.PeerConnection;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import io.grpc.Metadata;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that calls run on; connections take turns. What bridges report and ask on a connection that carries an
 * open stream has threads of its own: it neither waits behind a flood of other calls nor behind one that reads many
 * records. The others yield the processor to all that serves bridges.
 */
final class CallThreads implements ServerCallExecutorSupplier, AutoCloseable {
  static final int CORES = Runtime.getRuntime().availableProcessors();
  /** Some calls wait for a disk, or for another's deck. */
  private static final int CALL_THREADS = Math.max(16, 2 * CORES);
  private static final Set<String> OF_BRIDGES = Set.of(LegRatingServiceGrpc.getStreamLegsMethod().getFullMethodName(),
      LegRatingServiceGrpc.getAuthorizeLegMethod().getFullMethodName());

  private final ExecutorService calls = pool(CALL_THREADS, yielding(new DefaultThreadFactory("grpc-call", true)));
  private final ExecutorService bridges = pool(Math.max(2, CORES), new DefaultThreadFactory("grpc-bridge", true));

  private static ThreadFactory yielding(ThreadFactory factory) {
    return work -> factory.newThread(() -> {
      Yielding.begin();
      work.run();
    });
  }

  private static ExecutorService pool(int threads, ThreadFactory factory) {
    return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory,
        new ThreadPoolExecutor.DiscardPolicy());
  }

  void serve(ServerBuilder<?> builder) {
    builder.executor(calls).callExecutor(this);
  }

  /** Asked when a call begins, which happens on a thread for all calls. */
  @Override
  public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
    PeerConnection connection = PeerConnection.of(call.getAttributes());
    CallTurns turns = call.getAttributes().get(CallTurns.KEY);
    if (connection == null || turns == null) {
      return calls;
    }
    boolean ofBridge = OF_BRIDGES.contains(call.getMethodDescriptor().getFullMethodName());
    return work -> {
      if (ofBridge && connection.carriesStream()) {
        bridges.execute(work);
      } else {
        turns.execute(calls, work);
      }
    };
  }

  /** Calls have ended by now; whatever they still have queued is dropped. */
  @Override
  public void close() {
    calls.shutdown();
    bridges.shutdown();
  }
}
