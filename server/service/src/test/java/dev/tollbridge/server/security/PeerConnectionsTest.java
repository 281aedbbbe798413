package dev.tollbridge.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.metrics.ServerMetrics;
import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerStreamTracer.ServerCallInfo;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many connections there may be, whose, and how much they may send. */
final class PeerConnectionsTest {
  private static final long MAX_BYTES = 100;
  private static final int PART = MessageBytes.OfCall.MIN_PART_BYTES;
  private static final int SHARE = PeerConnections.FAIR_UNHANDLED_BYTES;
  private static final InetAddress HONEST = address(1);
  private static final InetAddress FLOOD = address(2);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ServerMetrics metrics = new ServerMetrics(registry);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - PeerConnections.STRANGER_NANOS / 2);
  private final PeerConnections connections = new PeerConnections(metrics, nanos::get, MAX_BYTES, Runnable::run);
  private final List<String> closed = new ArrayList<>();
  private int accepted;

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[]{10, 0, (byte) (last >> 8), (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** In a period of its own, if those before have used up theirs. */
  private PeerConnection accepted(InetAddress address, String name) {
    if (++accepted % PeerConnections.MAX_NEW_PER_PERIOD == 0) {
      connections.check();
    }
    return accepted(connections, address, name);
  }

  private PeerConnection accepted(PeerConnections by, InetAddress address, String name) {
    return Objects.requireNonNull(by.accept(address, () -> closed.add(name)), name);
  }

  private double counted(PeerLimit limit) {
    metrics.limited(limit);
    return registry.get("tollbridge.limited.peers").tag("limit", limit.name().toLowerCase(Locale.ROOT)).counter()
        .count() - 1;
  }

  private double open() {
    return registry.get("tollbridge.open.connections").gauge().value();
  }

  @Test
  void anAddressHasSoMany() {
    PeerConnection first = accepted(FLOOD, "first");
    first.identified();
    for (int i = 1; i < PeerConnections.MAX_OF_ADDRESS; i++) {
      accepted(FLOOD, "other").identified();
    }
    assertThat(connections.accept(FLOOD, () -> {})).isNull();
    assertThat(counted(PeerLimit.CONNECTIONS)).isEqualTo(1);
    accepted(HONEST, "honest");
    assertThat(open()).isEqualTo(PeerConnections.MAX_OF_ADDRESS + 1);
    first.closed();
    first.closed();
    accepted(FLOOD, "next").identified();
    assertThat(connections.accept(FLOOD, () -> {})).isNull();
    assertThat(closed).isEmpty();
  }

  @Test
  void anAddressOpensSoManyInAPeriod() {
    for (int i = 0; i < PeerConnections.MAX_NEW_PER_PERIOD; i++) {
      Objects.requireNonNull(connections.accept(FLOOD, () -> {})).closed();
    }
    assertThat(connections.accept(FLOOD, () -> {})).isNull();
    assertThat(connections.accept(HONEST, () -> {})).isNotNull();
    assertThat(counted(PeerLimit.CONNECTIONS)).isEqualTo(1);
    connections.check();
    assertThat(connections.accept(FLOOD, () -> {})).isNotNull();
  }

  @Test
  void allTogetherAreSoMany() {
    for (int i = 0; i < PeerConnections.MAX_CONNECTIONS; i++) {
      accepted(address(i), "other").identified();
    }
    assertThat(connections.accept(HONEST, () -> {})).isNull();
  }

  @Test
  void aFloodOfStrangersClosesItsOwnOldest() {
    accepted(HONEST, "honest");
    for (int i = 1; i < PeerConnections.MAX_STRANGERS; i++) {
      accepted(FLOOD, "flood-" + i);
    }
    assertThat(closed).isEmpty();
    accepted(address(3), "late");
    assertThat(closed).containsExactly("flood-1");
    accepted(FLOOD, "flood-last");
    assertThat(closed).containsExactly("flood-1", "flood-2");
    assertThat(counted(PeerLimit.STRANGERS)).isEqualTo(2);
    assertThat(connections.strangerCount()).isEqualTo(PeerConnections.MAX_STRANGERS);
  }

  @Test
  void whoShowsAnIdentityIsNoStranger() {
    PeerConnection known = accepted(FLOOD, "known");
    known.identified();
    for (int i = 0; i <= PeerConnections.MAX_STRANGERS; i++) {
      accepted(FLOOD, "flood-" + i);
    }
    nanos.addAndGet(PeerConnections.STRANGER_NANOS + 1);
    connections.check();
    assertThat(closed).hasSize(PeerConnections.MAX_STRANGERS + 1).doesNotContain("known");
  }

  @Test
  void strangersThatMakeNoCallAreClosed() {
    accepted(FLOOD, "silent");
    PeerConnection health = accepted(HONEST, "health");
    nanos.addAndGet(PeerConnections.STRANGER_NANOS);
    health.called(nanos.get());
    connections.check();
    assertThat(closed).isEmpty();
    nanos.addAndGet(1);
    connections.check();
    connections.check();
    assertThat(closed).containsExactly("silent");
    nanos.addAndGet(PeerConnections.STRANGER_NANOS);
    connections.check();
    assertThat(closed).containsExactly("silent", "health");
  }

  @Test
  void messagesBeyondThoseOfASecondWait() {
    PeerConnection connection = accepted(FLOOD, "fast");
    PeerConnection other = accepted(HONEST, "other");
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < PeerConnections.MESSAGES_PER_PERIOD; i++) {
      connection.request(() -> requests.add("first"));
      connection.received();
    }
    connection.request(() -> requests.add("waiting"));
    other.request(() -> requests.add("other"));
    assertThat(requests).hasSize(PeerConnections.MESSAGES_PER_PERIOD + 1).endsWith("first", "other");
    connections.check();
    assertThat(requests).endsWith("other", "waiting");
    assertThat(counted(PeerLimit.MESSAGES)).isEqualTo(1);
    connection.request(() -> requests.add("next"));
    assertThat(requests).endsWith("next");
  }

  @Test
  void responsesThatNobodyReadsCloseTheConnectionWithMostOfTheAddressWithMost() {
    PeerConnection honest = accepted(HONEST, "honest");
    PeerConnection few = accepted(FLOOD, "few");
    PeerConnection many = accepted(FLOOD, "many");
    honest.responded(35);
    few.responded(30);
    many.responded(35);
    assertThat(closed).isEmpty();
    honest.read(5);
    honest.responded(5);
    few.responded(1);
    assertThat(closed).containsExactly("many");
    // it is not gone yet, and nobody else pays for it
    honest.responded(20);
    assertThat(closed).containsExactly("many");
    few.responded(15);
    assertThat(closed).containsExactly("many", "honest");
    assertThat(counted(PeerLimit.SLOW_READERS)).isEqualTo(2);
    many.read(35);
    many.closed();
    honest.read(55);
    honest.closed();
    few.responded(54);
    assertThat(closed).hasSize(2);
  }

  @Test
  void responsesAreUnreadUntilTheTransportTakesMoreOrTheCallEnds() {
    PeerConnection connection = accepted(FLOOD, "slow");
    MessageBytes.OfCall list = call(connection);
    MessageBytes.OfCall stream = call(connection);
    long beforeNanos = System.nanoTime();
    list.outboundWireSize(40);
    stream.outboundWireSize(30);
    list.outboundWireSize(2);
    assertThat(connection.unreadBytes()).isEqualTo(72);
    assertThat(stream.isUnreadSince(beforeNanos)).isFalse();
    assertThat(stream.isUnreadSince(System.nanoTime() + 1)).isTrue();
    stream.taken();
    assertThat(stream.isUnreadSince(System.nanoTime() + 1)).isFalse();
    assertThat(connection.unreadBytes()).isEqualTo(42);
    list.streamClosed(Status.OK);
    list.outboundWireSize(1);
    assertThat(connection.unreadBytes()).isZero();
    stream.outboundWireSize(50);
    stream.streamClosed(Status.OK);
    assertThat(connection.unreadBytes()).isZero();
    assertThat(closed).isEmpty();
  }

  @Test
  void messagesAreUnhandledUntilAThreadTakesThemOrNobodyListens() {
    PeerConnection connection = accepted(FLOOD, "fast");
    MessageBytes.OfCall taken = call(connection);
    MessageBytes.OfCall ended = call(connection);
    MessageBytes.OfCall refused = call(connection);
    taken.admitted();
    ended.admitted();
    for (MessageBytes.OfCall each : List.of(taken, ended, refused)) {
      each.inboundMessage(0);
      each.inboundWireSize(20);
      assertThat(each.isWaiting()).isFalse();
      assertThat(each.isUnfinishedSince(System.nanoTime() + 1)).isTrue();
      each.inboundWireSize(15);
      each.inboundMessageRead(0, 35, 35);
      assertThat(each.isWaiting()).isTrue();
      assertThat(each.isUnfinishedSince(System.nanoTime() + 1)).isFalse();
    }
    ended.streamClosed(Status.CANCELLED);
    assertThat(connection.unhandledBytes()).isEqualTo(6 * PART);
    refused.streamClosed(Status.CANCELLED);
    assertThat(connection.unhandledBytes()).isEqualTo(4 * PART);
    ended.ended();
    assertThat(connection.unhandledBytes()).isEqualTo(2 * PART);
    taken.inboundMessage(1);
    taken.inboundWireSize(PART + 3);
    taken.handled();
    assertThat(connection.unhandledBytes()).isEqualTo(PART + 3);
    assertThat(taken.isWaiting()).isFalse();
    taken.inboundMessageRead(1, PART + 3, PART + 3);
    taken.parsed();
    assertThat(taken.isWaiting()).isFalse();
    assertThat(connection.unhandledBytes()).isEqualTo(PART + 3);
    taken.streamClosed(Status.OK);
    taken.ended();
    assertThat(connection.unhandledBytes()).isZero();
  }

  @Test
  void theConnectionWithMostUnhandledOfTheAddressWithMostIsPaused() {
    var roomy = new PeerConnections(metrics, nanos::get, 3 * SHARE, Runnable::run);
    PeerConnection honest = accepted(roomy, HONEST, "roomy");
    PeerConnection few = accepted(roomy, FLOOD, "roomy");
    PeerConnection many = accepted(roomy, FLOOD, "roomy");
    honest.unhandled(SHARE + 10);
    few.unhandled(SHARE + 1);
    many.unhandled(SHARE + 2);
    assertThat(List.of(honest.isPaused(), few.isPaused(), many.isPaused())).containsExactly(false, false, true);
    // it is paused already, and what was handled pauses nobody
    many.unhandled(1);
    few.unhandled(-1);
    assertThat(List.of(honest.isPaused(), few.isPaused())).containsExactly(false, false);
    few.unhandled(2);
    assertThat(List.of(honest.isPaused(), few.isPaused())).containsExactly(true, false);
    assertThat(counted(PeerLimit.UNHANDLED)).isEqualTo(2);
    // what it had sent is handled
    many.unhandled(-SHARE - 3);
    assertThat(List.of(honest.isPaused(), many.isPaused())).containsExactly(true, false);
    few.unhandled(-SHARE - 1);
    assertThat(honest.isPaused()).isFalse();
  }

  /** They are told to a thread of its own, once. */
  @Test
  void nobodyWaitsForDecisions() {
    List<Runnable> decisions = new ArrayList<>();
    var roomy = new PeerConnections(metrics, nanos::get, SHARE, decisions::add);
    PeerConnection flood = accepted(roomy, FLOOD, "flood");
    flood.unhandled(2 * SHARE);
    flood.responded(2 * SHARE);
    assertThat(decisions).hasSize(1);
    assertThat(flood.isPaused()).isFalse();
    decisions.removeFirst().run();
    assertThat(flood.isPaused()).isTrue();
    assertThat(closed).containsExactly("flood");
    flood.unhandled(-2 * SHARE);
    assertThat(decisions).hasSize(1);
    decisions.removeFirst().run();
    assertThat(flood.isPaused()).isFalse();
  }

  @Test
  void onlyConnectionsWithMoreThanTheirShareArePaused() {
    var roomy = new PeerConnections(metrics, nanos::get, 3 * SHARE, Runnable::run);
    List<PeerConnection> small = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      small.add(accepted(roomy, HONEST, "roomy"));
      small.getLast().unhandled(SHARE - 1);
    }
    PeerConnection large = accepted(roomy, FLOOD, "roomy");
    large.unhandled(SHARE + 2);
    assertThat(large.isPaused()).isTrue();
    large.closed();
    large.unhandled(-1);
    assertThat(small).noneMatch(PeerConnection::isPaused);
  }

  @Test
  void thePausedConnectionsWithMostAreClosedWhenNothingOfThemIsHandled() {
    var roomy = new PeerConnections(metrics, nanos::get, 4 * SHARE, Runnable::run);
    PeerConnection busy = accepted(roomy, HONEST, "busy");
    PeerConnection stuck = accepted(roomy, FLOOD, "stuck");
    PeerConnection small = accepted(roomy, HONEST, "small");
    List.of(busy, stuck, small).forEach(PeerConnection::identified);
    busy.unhandled(5 * SHARE);
    nanos.addAndGet(1);
    stuck.unhandled(5 * SHARE);
    nanos.addAndGet(1);
    small.unhandled(SHARE + 1);
    assertThat(List.of(busy, stuck, small)).allMatch(PeerConnection::isPaused);
    for (int i = 0; i < 2; i++) {
      roomy.check();
      assertThat(closed).isEmpty();
      nanos.addAndGet(PeerConnections.STUCK_NANOS / 2);
      busy.unhandled(-SHARE);
    }
    roomy.check();
    assertThat(closed).containsExactly("stuck");
    nanos.addAndGet(1);
    roomy.check();
    // what the others still hold is little enough to wait for
    assertThat(closed).doesNotContain("small");
    stuck.closed();
    stuck.unhandled(-5 * SHARE);
    busy.unhandled(-3 * SHARE);
    assertThat(small.isPaused()).isFalse();
  }

  private static MessageBytes.OfCall call(PeerConnection connection) {
    var call = (MessageBytes.OfCall) new MessageBytes().newServerStreamTracer("service/method", new Metadata());
    call.serverCallStarted(new ServerCallInfo<Object, Object>() {
      @Override
      public MethodDescriptor<Object, Object> getMethodDescriptor() {
        throw new AssertionError("is not of interest");
      }

      @Override
      public Attributes getAttributes() {
        return Attributes.newBuilder().set(PeerConnection.KEY, connection).build();
      }

      @Override
      public @Nullable String getAuthority() {
        return null;
      }
    });
    return call;
  }
}
