package dev.tollbridge.cli;

import com.google.protobuf.Timestamp;
import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.client.BridgeListener;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A bridge with legs of its own, which hangs up when it is told to. */
final class ObedientBridge implements BridgeListener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ManagedChannel channel;
  private final BridgeClient client;
  private final BlockingQueue<DisconnectLeg> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<CallRecord> closed = new LinkedBlockingQueue<>();
  private final Map<Long, LegAnswered> legs = new ConcurrentHashMap<>();

  private ObedientBridge(String target, String id) {
    channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
    client = BridgeClient.builder(channel, id, 1, this).build();
  }

  static ObedientBridge connected(String target, String id) throws Exception {
    var bridge = new ObedientBridge(target, id);
    bridge.client.start();
    var _ = bridge.client.awaitOpened(PATIENCE);
    return bridge;
  }

  /** Reports an answer and waits until the server has it. */
  void answer(String organizationId, String legId, String remoteNumber) throws Exception {
    var leg = LegAnswered.newBuilder().setLegId(legId).setConferenceId("room-1").setOrganizationId(organizationId)
        .setOrganizerId("ann").setDirection(Direction.DIRECTION_DIAL_OUT).setRemoteNumber(remoteNumber)
        .setAnswerTime(now()).build();
    legs.put(client.answered(leg), leg);
    if (!client.awaitAcknowledged(PATIENCE)) {
      throw new AssertionError("the answer was not acknowledged");
    }
  }

  /** Waits for a request to hang up, and reports the end. Returns the record. */
  CallRecord obey() throws Exception {
    DisconnectLeg request = requests.take();
    LegAnswered leg = Objects.requireNonNull(legs.get(request.getLegNumber()));
    client.ended(request.getLegNumber(), LegEnded.newBuilder().setEndTime(now())
        .setOrganizationId(leg.getOrganizationId()).setCause("asked").build());
    return closed.take();
  }

  private static Timestamp now() {
    Instant now = Instant.now();
    return Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
  }

  @Override
  public void disconnectRequested(DisconnectLeg request) {
    requests.add(request);
  }

  @Override
  public void closed(long legNumber, CallRecord record) {
    closed.add(record);
  }

  @Override
  public void close() {
    client.close();
    channel.shutdownNow();
  }
}
