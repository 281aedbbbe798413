package dev.tollbridge.client;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.Limits;
import dev.tollbridge.v1.Opened;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** One client and one scripted server, both of which act only when the test makes them. */
final class Scene implements AutoCloseable {

  static final String BRIDGE = "bridge-1";
  static final long SESSION = 7;
  static final int MAX_EVENTS = 3;
  static final int MAX_ACTIVE_LEGS = 2;
  static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

  final ScriptedServer server = new ScriptedServer();
  final ManualLoop loop = new ManualLoop();
  final Transcript transcript;
  final BridgeClient client;
  private final Server transport;
  private final ManagedChannel channel;

  Scene() {
    this(new Transcript(), 100);
  }

  Scene(Transcript transcript, int maxUnacknowledged) {
    this(transcript, builder -> builder.maxUnacknowledgedEvents(maxUnacknowledged));
  }

  Scene(Transcript transcript, UnaryOperator<BridgeClient.Builder> options) {
    this.transcript = transcript;
    String name = InProcessServerBuilder.generateName();
    try {
      transport = InProcessServerBuilder.forName(name).directExecutor().addService(server).build().start();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    client = options.apply(BridgeClient.builder(channel, BRIDGE, SESSION, transcript)
        .backoff(Duration.ofMillis(100), MAX_BACKOFF).random(random).loop(loop)).build();
  }

  /** The server's first message. */
  static Opened.Builder terms(long lastDurableSequence) {
    Limits limits = Limits.newBuilder().setMaxEventsPerMessage(MAX_EVENTS).setMaxUnacknowledgedEvents(50)
        .setMaxActiveLegsPerMessage(MAX_ACTIVE_LEGS).setMaxActiveLegs(1_000).build();
    return Opened.newBuilder().setLastDurableSequence(lastDurableSequence).setTimeScale(1).setLimits(limits)
        .setLease(com.google.protobuf.Duration.newBuilder().setSeconds(120));
  }

  /** Connects, and has the server open the stream. */
  ScriptedStream open() {
    client.start();
    loop.run();
    return answerOpen(terms(0));
  }

  /** Lets the backoff pass after the stream broke, and has the server open the next one. */
  ScriptedStream reopen(long lastDurableSequence) {
    loop.advance(MAX_BACKOFF);
    return answerOpen(terms(lastDurableSequence));
  }

  ScriptedStream answerOpen(Opened.Builder opened) {
    ScriptedStream stream = server.newestStream();
    stream.opened(opened);
    loop.run();
    return stream;
  }

  /** Has this many legs answered together. */
  void answer(int legs) throws InterruptedException {
    for (int leg = 0; leg < legs; leg++) {
      client.answered(LegAnswered.getDefaultInstance());
    }
    loop.run();
  }

  /** Moves the clock by the longest time that events gather. */
  void gather() {
    loop.advance(Connection.GATHER_TIME);
  }

  void end(long legNumber) throws InterruptedException {
    client.ended(legNumber, LegEnded.getDefaultInstance());
    loop.run();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    transport.shutdownNow();
  }
}
