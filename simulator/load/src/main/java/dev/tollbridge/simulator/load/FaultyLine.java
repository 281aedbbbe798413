package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.scenario.Faults;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The line between one life of a bridge and the server, below the client, which has to survive its faults: messages are
 * lost, duplicated and reordered, streams are cut, and a crash ends it permanently.
 */
final class FaultyLine implements ClientInterceptor {
  private final Faults faults;
  private final FaultCounts counts;
  private final RandomGenerator random;
  private final ScheduledExecutorService timer;
  private @Nullable FaultyCall<?, ?> current;
  private boolean crashed;

  /**
   * A line.
   *
   * @param random used by one stream at a time
   */
  FaultyLine(Faults faults, FaultCounts counts, RandomGenerator random, ScheduledExecutorService timer) {
    this.faults = faults;
    this.counts = counts;
    this.random = random;
    this.timer = timer;
  }

  @Override
  public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(MethodDescriptor<ReqT, RespT> method,
      CallOptions options, Channel next) {
    ClientCall<ReqT, RespT> call = next.newCall(method, options);
    return method.getType() == MethodType.BIDI_STREAMING ? faulty(call) : call;
  }

  private synchronized <ReqT, RespT> ClientCall<ReqT, RespT> faulty(ClientCall<ReqT, RespT> call) {
    FaultyCall<ReqT, RespT> faulty = new FaultyCall<>(call, this);
    current = faulty;
    if (crashed) {
      faulty.cut("the bridge crashed");
    }
    return faulty;
  }

  /** The bridge has crashed: nothing more from it gets through. */
  synchronized void crash() {
    crashed = true;
    if (current != null) {
      current.cut("the bridge crashed");
    }
  }

  Faults faults() {
    return faults;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  void count(FaultCounts.Kind kind) {
    counts.add(kind);
  }

  /** True with this probability. */
  boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** Time until the stream that begins now is cut. */
  long nextDropNanos() {
    return (long) (random.nextExponential() * faults.drop().toNanos());
  }
}
