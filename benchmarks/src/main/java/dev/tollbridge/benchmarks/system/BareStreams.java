package dev.tollbridge.benchmarks.system;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What gRPC alone costs: bridges' streams to a process that only answers each message. The bridges are in this process,
 * which does nothing else meanwhile.
 */
final class BareStreams implements AutoCloseable {
  private static final int BRIDGES = 8;
  private static final int EVENT_BYTES = 150;
  /** For so long a bridge lets its events gather. */
  private static final int GATHER_MILLIS = 10;
  private static final int UNANSWERED = 4_000;
  private static final int LIMIT_SECONDS = 30;
  /** So many messages until both sides are compiled, for at most so long. */
  private static final int WARM_UP_MESSAGES = 300_000;
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private final Process server;
  private final Semaphore answers = new Semaphore(UNANSWERED);
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<StreamObserver<byte[]>> streams = new ArrayList<>();

  /** What a leg event costs, in µs of CPU. */
  record Cost(double eventsPerSecond, double serverMicros, double clientMicros) {}

  /**
   * @param single messages of one event, as many as there can be
   * @param busy 20,000 events a second, as bridges gather them
   * @param light 2,000 events a second, as bridges gather them
   */
  record Costs(Cost single, Cost busy, Cost light) {}

  private BareStreams(Process server, int port) {
    this.server = server;
    for (int i = 0; i < BRIDGES; i++) {
      ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().directExecutor()
          .build();
      channels.add(channel);
      streams.add(ClientCalls.asyncBidiStreamingCall(channel.newCall(BareServer.STREAM, CallOptions.DEFAULT),
          new Answered()));
    }
  }

  static Costs measure(Processes processes, Path directory, Duration each) throws IOException, InterruptedException {
    Path log = directory.resolve("bare-server.log");
    Process server = processes.start(log, ProcessHandle.current().info().command().orElse("java"),
        List.of("--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
            BareServer.class.getName()),
        "");
    int port = Integer.parseInt(Processes.await(server, log, BareServer.READY, LIMIT_SECONDS).group(1));
    try (var streams = new BareStreams(server, port)) {
      long _ = streams.flood(WARM_UP_MESSAGES, WARM_UP);
      Cost single = streams.observe(1, () -> streams.flood(Long.MAX_VALUE, each));
      return new Costs(single, streams.paced(20_000, each), streams.paced(2_000, each));
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  /** Sends messages, and returns how many. */
  private interface Sending {
    long send() throws InterruptedException;
  }

  private Cost observe(double eventsPerMessage, Sending sending) throws InterruptedException {
    long own = ProcessHandle.current().pid();
    double serverBefore = Processes.cpuSeconds(server.pid());
    double clientBefore = Processes.cpuSeconds(own);
    long startNanos = System.nanoTime();
    double events = eventsPerMessage * sending.send();
    return new Cost(events * 1e9 / (System.nanoTime() - startNanos),
        1e6 * (Processes.cpuSeconds(server.pid()) - serverBefore) / events,
        1e6 * (Processes.cpuSeconds(own) - clientBefore) / events);
  }

  /** As many messages as are answered, within both limits. */
  private long flood(long most, Duration duration) throws InterruptedException {
    byte[] message = message(EVENT_BYTES);
    long endNanos = System.nanoTime() + duration.toNanos();
    long sent = 0;
    while (sent < most && System.nanoTime() < endNanos) {
      send((int) (sent++ % BRIDGES), message);
    }
    awaitAnswers();
    return sent;
  }

  private Cost paced(int eventsPerSecond, Duration duration) throws InterruptedException {
    long gapNanos = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS) / BRIDGES;
    double eventsPerMessage = eventsPerSecond * GATHER_MILLIS / 1_000.0 / BRIDGES;
    byte[] message = message((int) (eventsPerMessage * EVENT_BYTES));
    return observe(eventsPerMessage, () -> {
      long messages = duration.toNanos() / gapNanos;
      long startNanos = System.nanoTime();
      for (long i = 0; i < messages; i++) {
        long due = startNanos + i * gapNanos;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        send((int) (i % BRIDGES), message);
      }
      awaitAnswers();
      return messages;
    });
  }

  private static byte[] message(int bytes) {
    byte[] message = new byte[bytes];
    new Random(bytes).nextBytes(message);
    return message;
  }

  private void send(int bridge, byte[] message) throws InterruptedException {
    if (!answers.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new MeasureException("the bare gRPC server does not answer");
    }
    streams.get(bridge).onNext(message);
  }

  private void awaitAnswers() throws InterruptedException {
    if (!answers.tryAcquire(UNANSWERED, LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new MeasureException("the bare gRPC server has not answered everything");
    }
    answers.release(UNANSWERED);
  }

  /** Counts what was answered. */
  private final class Answered implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] answer) {
      answers.release();
    }

    @Override
    public void onError(Throwable broken) {}

    @Override
    public void onCompleted() {}
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
