package dev.tollbridge.cli;

import com.google.protobuf.Timestamp;
import dev.tollbridge.server.Server;
import dev.tollbridge.v1.ActiveLegs;
import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegEvents;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A server on any ports, with a client that buys credit without end. */
final class LoadedServer implements AutoCloseable {
  private static final String ORGANIZATION = "acme";
  private static final long UNIT_MICROS = 1_000_000;
  private static final HostAndPort ANY_PORT = new HostAndPort("127.0.0.1", 0);
  private static final int PAGE = 1_000;
  private static final AtomicLong STREAMS = new AtomicLong();

  private final Server server;
  private final ManagedChannel channel;
  private final Semaphore answered = new Semaphore(0);
  private volatile boolean closing;
  private CompletableFuture<Void> load = CompletableFuture.completedFuture(null);

  /** A ledger entry. */
  record Entry(String reference, long amountMicros, long balanceMicros) {}

  private LoadedServer(Server server) {
    this.server = server;
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }

  static LoadedServer start(Path data) throws Exception {
    var options = new ServerOptions();
    options.data = data;
    options.listen = ANY_PORT;
    options.http = ANY_PORT;
    var started = new LoadedServer(Server.start(options.settings()));
    var _ = OrganizationServiceGrpc.newBlockingStub(started.channel).createOrganization(CreateOrganizationRequest
        .newBuilder().setRequestId("create").setOrganization(Organization.newBuilder().setOrganizationId(ORGANIZATION)
            .setDisplayName("Acme").setCountryCode("US").setCurrencyCode("USD").setCreditsSetUp(true)
            .setAllOrganizersLicensed(true))
        .build());
    return started;
  }

  /** Starts making one purchase after another. */
  void load() {
    load = CompletableFuture.runAsync(() -> {
      while (!closing) {
        var _ = CreditServiceGrpc.newBlockingStub(channel).purchaseCredits(PurchaseCreditsRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString()).setOrganizationId(ORGANIZATION).setAmountMicros(
                50 * UNIT_MICROS)
            .build());
        answered.release();
      }
    });
  }

  /** Waits until {@code count} more purchases have been answered. */
  void awaitCalls(int count) {
    answered.drainPermits();
    answered.acquireUninterruptibly(count);
  }

  int backup(Path directory) {
    return Main.execute("backup", "--target", "127.0.0.1:" + server.port(), directory.toString());
  }

  List<Entry> ledger() {
    List<Entry> entries = new ArrayList<>();
    var request = ListLedgerEntriesRequest.newBuilder().setOrganizationId(ORGANIZATION).setPageSize(PAGE);
    do {
      var page = CreditServiceGrpc.newBlockingStub(channel).listLedgerEntries(request.build());
      page.getEntriesList().forEach(entry -> entries.add(
          new Entry(entry.getReference(), entry.getAmountMicros(), entry.getBalanceMicros())));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return entries;
  }

  long balanceMicros() {
    return balance().getBalanceMicros();
  }

  long activeLegCount() {
    return balance().getActiveLegCount();
  }

  private GetBalanceResponse balance() {
    return CreditServiceGrpc.newBlockingStub(channel)
        .getBalance(GetBalanceRequest.newBuilder().setOrganizationId(ORGANIZATION).build());
  }

  /** A bridge's stream in this session, opened. */
  Bridge bridge(long session) {
    var bridge = new Bridge();
    bridge.open(session);
    return bridge;
  }

  /** A bridge that continues with the third event of a session that has fewer here. */
  Bridge ahead(long session) {
    var bridge = bridge(session);
    bridge.sequence = 2;
    bridge.send("another");
    return bridge;
  }

  @Override
  public void close() {
    closing = true;
    load.join();
    channel.shutdownNow();
    server.close();
  }

  /** A bridge with one stream. */
  final class Bridge implements StreamObserver<StreamLegsResponse>, AutoCloseable {
    private final LinkedBlockingQueue<StreamLegsResponse> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Throwable> end = new CompletableFuture<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final StreamObserver<StreamLegsRequest> requests = LegRatingServiceGrpc.newStub(channel).streamLegs(this);
    private long sequence;

    private void open(long session) {
      requests.onNext(StreamLegsRequest.newBuilder()
          .setOpen(Open.newBuilder().setBridgeId("bridge").setSession(session).setStream(STREAMS.incrementAndGet()))
          .build());
      var _ = await(StreamLegsResponse::hasOpened);
    }

    /** Reports a leg as answered and waits until the server has acknowledged it. */
    void answer(String legId) {
      send(legId);
      rejections.addAll(await(StreamLegsResponse::hasEventsAck).getEventsAck().getRejectionsList());
    }

    private void send(String legId) {
      sequence++;
      var event = LegEvent.newBuilder().setSequence(sequence).setLegNumber(sequence)
          .setAnswered(LegAnswered.newBuilder()
              .setLegId(legId).setConferenceId("conference").setOrganizationId(ORGANIZATION).setOrganizerId("ann")
              .setDirection(Direction.DIRECTION_DIAL_OUT).setRemoteNumber("+33140000000")
              .setAnswerTime(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond())));
      requests.onNext(StreamLegsRequest.newBuilder().setEvents(LegEvents.newBuilder().addEvents(event)).build());
    }

    /** Sends the complete list of active legs: all that were answered. */
    void list() {
      var legs = ActiveLegs.newBuilder().setThroughSequence(sequence).setComplete(true);
      for (long number = 1; number <= sequence; number++) {
        legs.addLegNumbers(number);
      }
      requests.onNext(StreamLegsRequest.newBuilder().setActiveLegs(legs).build());
      var _ = await(StreamLegsResponse::hasReconciled);
    }

    List<Rejection> rejections() {
      return rejections;
    }

    /** The error that the server ended the stream with. */
    String refusal() {
      return end.join().toString() + StatusProto.fromThrowable(end.join());
    }

    private StreamLegsResponse await(Predicate<StreamLegsResponse> what) {
      try {
        for (StreamLegsResponse next = arrived.take(); true; next = arrived.take()) {
          if (what.test(next)) {
            return next;
          }
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onNext(StreamLegsResponse response) {
      arrived.add(response);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(failure);
    }

    @Override
    public void onCompleted() {
      end.complete(new IllegalStateException("completed"));
    }

    @Override
    public void close() {
      try {
        requests.onCompleted();
      } catch (IllegalStateException ended) {
        // already ended by the server
      }
    }
  }
}
