import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.BackupRequest;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.CompletedCalls;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.ListRatesRequest;
import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsSettings;
import dev.tollbridge.v1.StreamLegsRequest;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Attacks by calls of the API. */
final class Calls {
  private static final String IMPORT = "tollbridge.v1.TariffService/ImportRateDeck";
  private static final String BACKUP = "tollbridge.v1.MaintenanceService/Backup";
  private static final String STREAM_LEGS = "tollbridge.v1.LegRatingService/StreamLegs";
  private static final List<String> METHODS = List.of(STREAM_LEGS, IMPORT, "tollbridge.v1.LegRatingService/RateCalls",
      "tollbridge.v1.LegRatingService/AuthorizeLeg", "tollbridge.v1.CreditService/PurchaseCredits",
      "tollbridge.v1.CallRecordService/ListCallRecords", "tollbridge.v1.OrganizationService/CreateOrganization");
  private static final int AT_ONCE = 100;
  private static final Duration FLOOD = Duration.ofSeconds(3);
  /** A minute without a read ends a backup. */
  private static final Duration BACKUP_PATIENCE = Duration.ofSeconds(65);

  private Calls() {}

  /** Counts how calls end. */
  private static final class Ends extends ClientCall.Listener<byte[]> {
    private final Semaphore atOnce;
    private final Map<Status.Code, AtomicInteger> ends;

    Ends(Semaphore atOnce, Map<Status.Code, AtomicInteger> ends) {
      this.atOnce = atOnce;
      this.ends = ends;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ends.computeIfAbsent(status.getCode(), _ -> new AtomicInteger()).incrementAndGet();
      atOnce.release();
    }
  }

  private static Map<Status.Code, AtomicInteger> flood(Target target, boolean malformed, Metadata headers)
      throws InterruptedException {
    var random = new Random(2);
    var atOnce = new Semaphore(AT_ONCE);
    Map<Status.Code, AtomicInteger> ends = new ConcurrentHashMap<>();
    ManagedChannel channel = target.channel();
    long endNanos = System.nanoTime() + FLOOD.toNanos();
    for (int i = 0; i < 20_000 && System.nanoTime() < endNanos; i++) {
      if (!atOnce.tryAcquire(5, TimeUnit.SECONDS)) {
        throw new Attack.Undefended(i + " calls sent, and none of the last " + AT_ONCE + " ended");
      }
      var message = new byte[malformed ? 1 + random.nextInt(500) : 0];
      random.nextBytes(message);
      var call = Target.call(channel, METHODS.get(i % METHODS.size()), MethodType.BIDI_STREAMING, new Ends(atOnce, ends),
          copy(headers));
      call.request(10);
      call.sendMessage(message);
      call.halfClose();
    }
    if (!atOnce.tryAcquire(AT_ONCE, 15, TimeUnit.SECONDS)) {
      throw new Attack.Undefended("some calls never ended: " + ends);
    }
    channel.shutdownNow();
    return ends;
  }

  private static Metadata copy(Metadata headers) {
    var copy = new Metadata();
    copy.merge(headers);
    return copy;
  }

  private static String named(Map<Status.Code, AtomicInteger> ends) {
    return ends.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  static String malformed(Target target) throws Exception {
    return named(flood(target, true, new Metadata()));
  }

  static String wrongTokens(Target target) throws Exception {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer tb_0123456789abcdef_" + "0".repeat(64));
    Map<Status.Code, AtomicInteger> ends = flood(target, false, headers);
    if (ends.containsKey(Status.Code.OK) || !ends.containsKey(Status.Code.UNAUTHENTICATED)) {
      throw new Attack.Undefended("a wrong token was not refused: " + named(ends));
    }
    return named(ends);
  }

  /** The end of a call that is read no further than it was asked to. */
  private static final class Watched extends ClientCall.Listener<byte[]> {
    final CompletableFuture<Status> end = new CompletableFuture<>();
    final CompletableFuture<byte[]> first = new CompletableFuture<>();
    private final Runnable ready;

    Watched(Runnable ready) {
      this.ready = ready;
    }

    @Override
    public void onMessage(byte[] message) {
      first.complete(message);
    }

    @Override
    public void onReady() {
      ready.run();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end.complete(status);
      first.completeExceptionally(status.asException());
    }
  }

  /** Bridges that open their streams and read no response. */
  static String unreadStreams(Target target) throws Exception {
    ManagedChannel channel = target.channel();
    for (int i = 0; i < 100; i++) {
      var call = Target.call(channel, STREAM_LEGS, MethodType.BIDI_STREAMING, new Watched(() -> {}), new Metadata());
      call.sendMessage(StreamLegsRequest.newBuilder()
          .setOpen(Open.newBuilder().setBridgeId("deaf-" + i).setSession(1).setStream(1)).build().toByteArray());
    }
    return "100 streams";
  }

  /** A request for a thousand rates, of a deck that is imported for it. */
  static byte[] longList(Target target) throws Exception {
    String rows = IntStream.range(0, 1_000).mapToObj(i -> "33" + (1_000 + i) + ",Rate " + "x".repeat(150) + ",0.02,0,60,60,CHF")
        .collect(Collectors.joining("\n", "prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,"
            + "recurring_increment_seconds,currency\n", "\n"));
    var watched = new Watched(() -> {});
    var call = Target.call(target.channel(), IMPORT, MethodType.CLIENT_STREAMING, watched, new Metadata());
    call.request(1);
    call.sendMessage(header("long-list"));
    call.sendMessage(ImportRateDeckRequest.newBuilder().setChunk(ByteString.copyFromUtf8(rows)).build().toByteArray());
    call.halfClose();
    var deck = ImportRateDeckResponse.parseFrom(watched.first.get(20, TimeUnit.SECONDS)).getDeck();
    return ListRatesRequest.newBuilder().setDeckId(deck.getDeckId()).setPageSize(1_000).build().toByteArray();
  }

  /** The messages of a call that has a thousand calls rated: its settings, and the calls. */
  static byte[] batchToRate() {
    var calls = CompletedCalls.newBuilder();
    long answered = System.currentTimeMillis() / 1_000 - 600;
    String long64 = "x".repeat(64);
    for (int i = 0; i < 1_000; i++) {
      calls.addCalls(CompletedCall.newBuilder().setUsageId(String.format(Locale.ROOT, "%064d", i)).setLegId(long64)
          .setConferenceId(long64).setOrganizationId("nobody").setOrganizerId(long64).setRemoteNumber("+33140000001")
          .setDirection(Direction.DIRECTION_DIAL_OUT).setAnswerTime(Timestamp.newBuilder().setSeconds(answered))
          .setEndTime(Timestamp.newBuilder().setSeconds(answered + 60)));
    }
    byte[] settings = Http2.framed(RateCallsRequest.newBuilder()
        .setSettings(RateCallsSettings.newBuilder().setMode(RateCallsMode.RATE_CALLS_MODE_DRY_RUN)).build().toByteArray());
    byte[] batch = Http2.framed(RateCallsRequest.newBuilder().setCalls(calls).build().toByteArray());
    return ByteBuffer.allocate(settings.length + batch.length).put(settings).put(batch).array();
  }

  /** Ten decks of 60 MiB each, whose end is never sent, each on a connection of its own. */
  static String halfSentDecks(Target target) throws Exception {
    byte[] chunk = ImportRateDeckRequest.newBuilder().setChunk(ByteString.copyFrom(new byte[1 << 20])).build()
        .toByteArray();
    List<Thread> senders = new ArrayList<>();
    var chunks = new AtomicInteger();
    var ended = new AtomicInteger();
    long endNanos = System.nanoTime() + 4 * FLOOD.toNanos();
    for (int i = 0; i < 10; i++) {
      String id = "half-" + i;
      senders.add(Thread.ofVirtual().start(() -> {
        int sent = halfSent(target.channel(), id, chunk, endNanos);
        chunks.addAndGet(sent < 0 ? -sent : sent);
        ended.addAndGet(sent < 0 ? 1 : 0);
      }));
    }
    for (Thread sender : senders) {
      sender.join();
    }
    return chunks + " MiB of 10 decks, " + ended + " ended by the server";
  }

  /** Sends chunks as the server takes them; returns how many, negative when it ended the call. */
  private static int halfSent(ManagedChannel channel, String id, byte[] chunk, long endNanos) {
    var moved = new Semaphore(0);
    var watched = new Watched(moved::release);
    var _ = watched.end.thenRun(moved::release);
    var call = Target.call(channel, IMPORT, MethodType.CLIENT_STREAMING, watched, new Metadata());
    call.request(1);
    call.sendMessage(header(id));
    int sent = 0;
    while (sent < 60 && !watched.end.isDone() && System.nanoTime() < endNanos) {
      if (call.isReady()) {
        call.sendMessage(chunk);
        sent++;
      } else {
        pause(moved);
      }
    }
    return watched.end.isDone() ? -sent : sent;
  }

  private static void pause(Semaphore moved) {
    try {
      var _ = moved.tryAcquire(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] header(String id) {
    return ImportRateDeckRequest.newBuilder().setHeader(ImportRateDeckHeader.newBuilder().setRequestId(id)
        .setDisplayName(id).setCallType(CallType.CALL_TYPE_DIAL_OUT)).build().toByteArray();
  }

  /** A backup whose first part is read and no other; it has to be over when {@link #anotherBackup} is wanted. */
  static String unreadBackup(Target target) throws Exception {
    backup(target.channel()).first.get(20, TimeUnit.SECONDS);
    return "begun";
  }

  static String anotherBackup(Target target) throws Exception {
    long startNanos = System.nanoTime();
    long endNanos = startNanos + BACKUP_PATIENCE.toNanos();
    while (System.nanoTime() < endNanos) {
      try {
        backup(target.channel()).first.get(5, TimeUnit.SECONDS);
        return "begun after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos) + " s";
      } catch (ExecutionException | TimeoutException refused) {
        Thread.sleep(500);
      }
    }
    throw new Attack.Undefended("no other backup was possible for " + BACKUP_PATIENCE.toSeconds() + " s");
  }

  private static Watched backup(ManagedChannel channel) {
    var watched = new Watched(() -> {});
    var call = Target.call(channel, BACKUP, MethodType.SERVER_STREAMING, watched, new Metadata());
    call.request(1);
    call.sendMessage(BackupRequest.getDefaultInstance().toByteArray());
    call.halfClose();
    return watched;
  }
}
