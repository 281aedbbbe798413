package dev.tollbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallRecordServiceGrpc;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListCallRecordsResponse;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real server process under load: whatever it had acknowledged must be there when it starts again. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class CrashRecoveryTest {
  private static final int KILLS = 2;
  private static final int BATCH = 7;
  private static final int MAX_BATCH = 1_000;
  private static final int MAX_UNDER_WAY = 2_000;
  private static final String DECK = """
      prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
      33,France,0.01,0,60,60,EUR
      """;

  @TempDir
  private Path data;
  private final long seed = Long.getLong("tollbridge.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final CreditBuyer buyer = new CreditBuyer();
  private Workload workload;
  private ManagedChannel channel;

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() throws IOException, InterruptedException {
    long acknowledged = 0;
    long sent = 0;
    for (int kill = 0; kill <= KILLS; kill++) {
      try (ServerProcess server = ServerProcess.start(data)) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
        LegFeed feed = kill == 0 ? begin() : resume(acknowledged, sent);
        if (kill == KILLS) {
          finish(feed);
        } else {
          loadAndKill(server, feed);
        }
        acknowledged = feed.acknowledged();
        sent = feed.sent();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private LegFeed begin() {
    for (String id : Workload.ORGANIZATIONS) {
      OrganizationServiceGrpc.newBlockingStub(channel).createOrganization(CreateOrganizationRequest.newBuilder()
          .setRequestId("create").setOrganization(Organization.newBuilder().setOrganizationId(id).setDisplayName(id)
              .setCountryCode("DE").setCurrencyCode("EUR").setCreditsSetUp(true).setAllOrganizersLicensed(true))
          .build());
      buyer.entries().add(buyer.buy(channel, buyer.entries().size()));
    }
    importDeck();
    var feed = new LegFeed(channel);
    assertThat(feed.opened().getLastDurableSequence()).isZero();
    workload = new Workload(feed.opened().getServerTime());
    return feed;
  }

  private void importDeck() {
    var imported = new CompletableFuture<ImportRateDeckResponse>();
    StreamObserver<ImportRateDeckRequest> upload = TariffServiceGrpc.newStub(channel)
        .importRateDeck(new Answer<>(imported));
    upload.onNext(ImportRateDeckRequest.newBuilder().setHeader(ImportRateDeckHeader.newBuilder().setRequestId("deck")
        .setDisplayName("Deck").setCallType(CallType.CALL_TYPE_DIAL_OUT)).build());
    upload.onNext(ImportRateDeckRequest.newBuilder().setChunk(ByteString.copyFromUtf8(DECK)).build());
    upload.onCompleted();
    assertThat(imported.join().getDeck().getRateCount()).isEqualTo(1);
  }

  /** Completes a future with a call's only answer. */
  private record Answer<T>(CompletableFuture<T> future) implements StreamObserver<T> {
    @Override
    public void onNext(T value) {
      future.complete(value);
    }

    @Override
    public void onError(Throwable failure) {
      future.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }

  /** Sends events and purchases without a pause, and kills the server at a random moment among them. */
  private void loadAndKill(ServerProcess server, LegFeed feed) throws InterruptedException {
    long killAt = feed.sent() + 200 + random.nextInt(1_500);
    Thread buying = Thread.ofVirtual().start(() -> buyer.buyUntilGone(channel));
    Thread feeding = Thread.ofVirtual().start(() -> feed(feed));
    assertThat(feed.awaitAcknowledged(killAt)).as("seed %d", seed).isTrue();
    server.close();
    buying.join();
    feeding.join();
  }

  private void feed(LegFeed feed) {
    try {
      long from = feed.sent() + 1;
      while (feed.awaitAcknowledged(from - MAX_UNDER_WAY)) {
        feed.send(events(from, from + BATCH - 1));
        from += BATCH;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<LegEvent> events(long from, long through) {
    return LongStream.rangeClosed(from, through).mapToObj(workload::event).toList();
  }

  /** Opens the session again, and compares what is there with what was acknowledged before the kill. */
  private LegFeed resume(long acknowledged, long sent) throws InterruptedException {
    var feed = new LegFeed(channel);
    long durable = feed.opened().getLastDurableSequence();
    assertThat(durable).as("last durable sequence, seed %d", seed).isBetween(acknowledged, sent);
    for (int number = 0; number < buyer.entries().size(); number++) {
      assertThat(buyer.buy(channel, number)).as("purchase %d, seed %d", number, seed)
          .isEqualTo(buyer.entries().get(number));
    }
    buyer.entries().add(buyer.buy(channel, buyer.entries().size()));
    sendAll(feed, events(durable, sent));
    assertThat(feed.rejections()).as("rejections, seed %d", seed).isEmpty();
    requireLegs(feed, durable, sent);
    requireBalances(sent);
    return feed;
  }

  /** Sends events, the first of them a repeat, and waits until they are on disk. */
  private void sendAll(LegFeed feed, List<LegEvent> events) throws InterruptedException {
    for (int from = 0; from < events.size(); from += MAX_BATCH) {
      feed.send(events.subList(from, Math.min(from + MAX_BATCH, events.size())));
    }
    assertThat(feed.awaitAcknowledged(events.getLast().getSequence())).as("seed %d", seed).isTrue();
  }

  /** A shard may have had more than what all of them had: legs are sure that were active before and after that. */
  private void requireLegs(LegFeed feed, long durable, long sent) {
    List<LegStatus> statuses = feed.statuses();
    Set<Long> sure = Workload.activeLegs(durable);
    sure.retainAll(Workload.activeLegs(sent));
    assertThat(statuses).extracting(LegStatus::getLegNumber).as("active legs, seed %d", seed).containsAll(sure)
        .isSubsetOf(Workload.legs(sent));
    assertThat(statuses).as("totals, seed %d", seed).allMatch(status -> status.getMinutesCharged() > 0
        && status.getTotalMicros() == status.getMinutesCharged() * Workload.PRICE_MICROS);
  }

  private void requireBalances(long durable) {
    for (String id : Workload.ORGANIZATIONS) {
      GetBalanceResponse balance = CreditServiceGrpc.newBlockingStub(channel)
          .getBalance(GetBalanceRequest.newBuilder().setOrganizationId(id).build());
      assertThat(balance.getBalanceMicros() + balance.getActiveLegsMicros()).as("ledger of %s, seed %d", id, seed)
          .isEqualTo(buyer.boughtMicros(id) - Workload.chargedMicros(id, durable));
    }
  }

  /** Ends every leg and requires exactly one record for each. */
  private void finish(LegFeed feed) throws InterruptedException {
    long last = feed.sent();
    List<LegEvent> ends = new ArrayList<>();
    for (long leg : Workload.activeLegs(last)) {
      ends.add(workload.ended(last + 1 + ends.size(), leg));
    }
    sendAll(feed, ends);
    assertThat(feed.rejections()).as("rejections, seed %d", seed).isEmpty();
    List<CallRecord> records = Workload.ORGANIZATIONS.stream().flatMap(id -> records(id).stream()).toList();
    assertThat(records).extracting(CallRecord::getLegNumber).as("legs with a record, seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(Workload.legs(last));
    assertThat(records).as("charges, seed %d", seed)
        .allMatch(record -> record.getChargeMicros() == Workload.PRICE_MICROS);
  }

  private List<CallRecord> records(String organizationId) {
    List<CallRecord> records = new ArrayList<>();
    var request = ListCallRecordsRequest.newBuilder().setOrganizationId(organizationId).setPageSize(1_000);
    ListCallRecordsResponse page;
    do {
      page = CallRecordServiceGrpc.newBlockingStub(channel).listCallRecords(request.build());
      records.addAll(page.getCallRecordsList());
      request.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return records;
  }
}
