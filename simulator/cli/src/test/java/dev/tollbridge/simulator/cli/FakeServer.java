package dev.tollbridge.simulator.cli;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.AuthorizeLegRequest;
import dev.tollbridge.v1.AuthorizeLegResponse;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.LegRatingServiceGrpc.LegRatingServiceImplBase;
import dev.tollbridge.v1.Limits;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A server on a loopback port that rates every leg at one price, 600 times faster than the clock, or makes mistakes.
 */
final class FakeServer implements AutoCloseable {
  private static final int TIME_SCALE = 600;
  private static final long EPOCH_MICROS = 1_800_000_000_000_000L;

  /**
   * Deviations from the correct behaviour.
   *
   * @param charges the messages streamed for each charge
   * @param denies leg numbers that are denied for lack of credit
   * @param breaksAfter number of events after which the first stream of a bridge is cut; 0: never
   */
  record Behaviour(Function<Charge, List<Charge>> charges, LongPredicate denies, long breaksAfter) {
    static final Behaviour HONEST = new Behaviour(List::of, _ -> false, 0);
  }

  final FakeBooks books = new FakeBooks();
  final FakeSetup setup = new FakeSetup();
  final Queue<AuthorizeLegRequest> authorizations = new ConcurrentLinkedQueue<>();
  private final long beginNanos = System.nanoTime();
  private final Behaviour behaviour;
  private final Map<String, FakeSession> sessions = new ConcurrentHashMap<>();
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final Server server;

  FakeServer(Behaviour behaviour) throws IOException {
    this(behaviour, InsecureServerCredentials.create(), Optional.empty());
  }

  /** A server that requires credentials and, if one is given, a token. */
  FakeServer(Behaviour behaviour, ServerCredentials credentials, Optional<String> token) throws IOException {
    this.behaviour = behaviour;
    server = Grpc.newServerBuilderForPort(0, credentials).intercept(new TokenCheck(token))
        .addService(books.creditService())
        .addService(books.callRecordService()).addService(setup.tariffService())
        .addService(setup.serviceNumberService()).addService(setup.organizationService()).addService(new Legs())
        .build().start();
    var _ = ticks.scheduleAtFixedRate(() -> sessions.values().forEach(session -> session.tick(nowMicros())), 5, 5,
        TimeUnit.MILLISECONDS);
  }

  String target() {
    return "localhost:" + server.getPort();
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    server.shutdownNow();
  }

  private long nowMicros() {
    return EPOCH_MICROS + (System.nanoTime() - beginNanos) / 1000 * TIME_SCALE;
  }

  private Opened.Builder opened() {
    long micros = nowMicros();
    return Opened.newBuilder().setTimeScale(TIME_SCALE).setLease(Duration.newBuilder().setSeconds(72_000))
        .setServerTime(Timestamp.newBuilder().setSeconds(micros / 1_000_000)
            .setNanos((int) (micros % 1_000_000) * 1000))
        .setLimits(Limits.newBuilder().setMaxEventsPerMessage(100).setMaxUnacknowledgedEvents(1000)
            .setMaxActiveLegsPerMessage(100).setMaxActiveLegs(100_000));
  }

  /** Refuses calls without the token, if there is one. */
  private record TokenCheck(Optional<String> token) implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
        Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(ServerCall<ReqT, RespT> call, Metadata headers,
        ServerCallHandler<ReqT, RespT> next) {
      if (token.isEmpty() || ("Bearer " + token.get()).equals(headers.get(AUTHORIZATION))) {
        return next.startCall(call, headers);
      }
      call.close(Status.UNAUTHENTICATED.withDescription("no token, or another one"), new Metadata());
      return new ServerCall.Listener<>() {
      };
    }
  }

  /** Ends the streams of a bridge's other sessions. */
  private void replace(String bridge, String key) {
    sessions.forEach((other, session) -> {
      if (other.startsWith(bridge) && !other.equals(key)) {
        session.replaced();
      }
    });
  }

  private final class Legs extends LegRatingServiceImplBase {
    @Override
    public void authorizeLeg(AuthorizeLegRequest request, StreamObserver<AuthorizeLegResponse> response) {
      authorizations.add(request);
      response.onNext(AuthorizeLegResponse.getDefaultInstance());
      response.onCompleted();
    }

    @Override
    public StreamObserver<StreamLegsRequest> streamLegs(StreamObserver<StreamLegsResponse> responses) {
      return new StreamObserver<>() {
        private @Nullable FakeSession session;

        @Override
        public void onNext(StreamLegsRequest request) {
          if (request.hasOpen()) {
            String key = request.getOpen().getBridgeId() + "/" + request.getOpen().getSession();
            replace(request.getOpen().getBridgeId() + "/", key);
            session = sessions.computeIfAbsent(key, _ -> new FakeSession(request.getOpen(), behaviour, books));
            session.open(responses, opened());
          } else {
            Objects.requireNonNull(session).receive(request, nowMicros());
          }
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onCompleted() {
          Objects.requireNonNull(session).completed();
        }
      };
    }
  }
}
