package dev.tollbridge.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.TariffServiceGrpc;
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
  private static final long MAX_UNREAD_BYTES = 100;
  private static final InetAddress HONEST = address(1);
  private static final InetAddress FLOOD = address(2);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ServerMetrics metrics = new ServerMetrics(registry);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - PeerConnections.STRANGER_NANOS / 2);
  private final PeerConnections connections = new PeerConnections(metrics, nanos::get, MAX_UNREAD_BYTES);
  private final List<String> closed = new ArrayList<>();

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[]{10, 0, (byte) (last >> 8), (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private PeerConnection accepted(InetAddress address, String name) {
    return Objects.requireNonNull(connections.accept(address, () -> closed.add(name)), name);
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
    var bytes = new MessageBytes();
    MessageBytes.OfCall list = call(bytes, TariffServiceGrpc.getListRatesMethod(), connection);
    MessageBytes.OfCall stream = call(bytes, LegRatingServiceGrpc.getStreamLegsMethod(), connection);
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

  private static <Q, A> MessageBytes.OfCall call(MessageBytes bytes, MethodDescriptor<Q, A> method,
      PeerConnection connection) {
    var tracer = (MessageBytes.OfCall) bytes.newServerStreamTracer(method.getFullMethodName(), new Metadata());
    tracer.serverCallStarted(new ServerCallInfo<Q, A>() {
      @Override
      public MethodDescriptor<Q, A> getMethodDescriptor() {
        return method;
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
    return tracer;
  }
}
