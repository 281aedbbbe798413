package dev.tollbridge.server.api;

import com.google.protobuf.ByteString;
import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.bridge.StreamSettings;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.security.AccessControl;
import dev.tollbridge.server.security.Role;
import dev.tollbridge.server.security.TokenDirectory;
import dev.tollbridge.server.security.TokenText;
import dev.tollbridge.server.shard.Cell;
import dev.tollbridge.server.shard.CellSettings;
import dev.tollbridge.server.shard.EngineClock;
import dev.tollbridge.server.shard.Reign;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.server.storage.DataLayout;
import dev.tollbridge.v1.AssignLicenceRequest;
import dev.tollbridge.v1.AuditServiceGrpc;
import dev.tollbridge.v1.CallRecordServiceGrpc;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.DialOutPolicy;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.Licence;
import dev.tollbridge.v1.LicenceKind;
import dev.tollbridge.v1.NumberType;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.PutServiceNumberRequest;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.ReratingServiceGrpc;
import dev.tollbridge.v1.ServiceNumber;
import dev.tollbridge.v1.ServiceNumberServiceGrpc;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server on a loopback port with real shards, logs and records, and a clock that the test moves. */
final class TestServer implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  static final Duration LEASE = Duration.ofMinutes(2);
  static final long UNIT = 1_000_000;
  static final String TOLL_NUMBER = "+442071234567";
  static final String TOLL_FREE_NUMBER = "+18005550100";
  static final String PARIS = "+33140000000";
  static final String COLUMNS = "prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,"
      + "recurring_increment_seconds,currency";

  private static final int SHARDS = 4;
  private static final int MAX_TICKS = 10_000;

  final ManualClock clock = new ManualClock(START);
  final MeterRegistry meters = new SimpleMeterRegistry();
  final ServerMetrics metrics = new ServerMetrics(meters);
  final ShardRouter router;
  private final Cell cell;
  private final ApiServer api;
  private final ManagedChannel connection;
  private final Channel channel;
  final AccessControl access;

  private TestServer(Path directory, boolean identified) throws IOException {
    var rules = new Command.Configure(micros(LEASE), micros(Duration.ofHours(6)), 50 * UNIT);
    var cellSettings = new CellSettings(new DataLayout(directory), SHARDS, new EngineClock(clock, clock::nanos, 0, 1),
        Duration.ofDays(1), rules, Duration.ofMinutes(10), null, null);
    cell = Cell.open(cellSettings, metrics, failure -> {
      throw new AssertionError("a shard failed", failure);
    });
    router = cell.reign().router();
    var tokens = new TokenDirectory();
    tokens.follow(() -> router.first().read(RatingEngine::accessTokens), router.clock()::nowMicros);
    access = identified ? AccessControl.identified(tokens, metrics) : AccessControl.open(tokens, metrics);
    api = ApiServer.start("127.0.0.1", 0, InsecureServerCredentials.create(), cell.reign(), metrics, settings(200_000),
        access, facts());
    connection = NettyChannelBuilder.forAddress("127.0.0.1", api.port()).usePlaintext().build();
    channel = identified ? as(token("administrator", Role.ADMIN, "")) : connection;
  }

  /** A server that asks everybody for an identity; the helpers here have an administrator's. */
  static TestServer identified(Path directory) throws IOException {
    return new TestServer(directory, true);
  }

  /** Makes a token behind the API's back, and returns its text. */
  String token(String name, Role role, String bridgeId, String... organizationIds) {
    TokenText text = TokenText.random();
    router.first().submit(new Command.CreateToken(new AccessToken(text.tokenId(), name, role.name(), bridgeId,
        List.of(organizationIds), "", text.secretSha256(), router.clock().nowMicros(), 0, 0))).join();
    access.tokens().refresh();
    return text.text();
  }

  /** Calls with this token. */
  Channel as(String token) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return ClientInterceptors.intercept(connection, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Calls without an identity. */
  Channel stranger() {
    return connection;
  }

  ApiServer api() {
    return api;
  }

  static ServerFacts facts() {
    return new ServerFacts("test", START, true, false, false, List::of, List::of);
  }

  /** No sign of life for an hour, so that bridges receive only the messages that the test causes. */
  static StreamSettings settings(int maxWaitingMessages) {
    return new StreamSettings(micros(LEASE), micros(Duration.ofHours(1)), maxWaitingMessages);
  }

  static TestServer start(Path directory) throws IOException {
    return new TestServer(directory, false);
  }

  static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  Reign reign() {
    return cell.reign();
  }

  Channel channel() {
    return channel;
  }

  int port() {
    return api.port();
  }

  /** What the API does when the shards have stopped. */
  void stopServing() {
    api.stopServing();
  }

  /** Stops only the API. */
  void drain() {
    api.close();
  }

  Instant now() {
    return clock.instant();
  }

  /** Advances time, and logs it in every shard. */
  void advance(Duration duration) {
    clock.advance(duration);
    CompletableFuture.allOf(router.shards().stream().map(shard -> shard.submit(new Command.Tick()))
        .toArray(CompletableFuture[]::new)).join();
  }

  /** Has the shards apply one tick after the other until the condition holds. */
  void await(String what, BooleanSupplier condition) {
    for (int ticks = 0; ticks < MAX_TICKS; ticks++) {
      if (condition.getAsBoolean()) {
        return;
      }
      advance(Duration.ZERO);
    }
    throw new AssertionError("waited in vain: " + what);
  }

  double openStreams() {
    return meters.get("tollbridge.open.streams").gauge().value();
  }

  OrganizationServiceGrpc.OrganizationServiceBlockingStub organizations() {
    return OrganizationServiceGrpc.newBlockingStub(channel);
  }

  AuditServiceGrpc.AuditServiceBlockingStub audits() {
    return AuditServiceGrpc.newBlockingStub(channel);
  }

  CreditServiceGrpc.CreditServiceBlockingStub credits() {
    return CreditServiceGrpc.newBlockingStub(channel);
  }

  TariffServiceGrpc.TariffServiceBlockingStub tariffs() {
    return TariffServiceGrpc.newBlockingStub(channel);
  }

  ServiceNumberServiceGrpc.ServiceNumberServiceBlockingStub numbers() {
    return ServiceNumberServiceGrpc.newBlockingStub(channel);
  }

  CallRecordServiceGrpc.CallRecordServiceBlockingStub records() {
    return CallRecordServiceGrpc.newBlockingStub(channel);
  }

  ReratingServiceGrpc.ReratingServiceBlockingStub reratings() {
    return ReratingServiceGrpc.newBlockingStub(channel);
  }

  LegRatingServiceGrpc.LegRatingServiceBlockingStub rating() {
    return LegRatingServiceGrpc.newBlockingStub(channel);
  }

  /** An organization that has credits set up and every organizer licensed. */
  static Organization organization(String id) {
    return Organization.newBuilder().setOrganizationId(id).setDisplayName("The " + id + " company")
        .setCountryCode("US").setCurrencyCode("USD").setCreditsSetUp(true).setAllOrganizersLicensed(true).build();
  }

  void create(Organization organization) {
    var _ = organizations().createOrganization(CreateOrganizationRequest.newBuilder().setRequestId(newId())
        .setOrganization(organization).build());
  }

  /** Creates an organization and buys it credit. */
  void create(String id, long creditMicros) {
    create(organization(id));
    purchase(id, creditMicros);
  }

  void purchase(String id, long creditMicros) {
    var _ = credits().purchaseCredits(PurchaseCreditsRequest.newBuilder().setRequestId(newId()).setOrganizationId(id)
        .setAmountMicros(creditMicros).build());
  }

  void license(String organizationId, String organizerId, DialOutPolicy policy) {
    var licence = Licence.newBuilder().setOrganizerId(organizerId)
        .setKind(LicenceKind.LICENCE_KIND_PAY_PER_MINUTE).setDialOutPolicy(policy);
    var _ = organizations().assignLicence(AssignLicenceRequest.newBuilder().setOrganizationId(organizationId)
        .setLicence(licence).build());
  }

  GetBalanceResponse balance(String id) {
    return credits().getBalance(GetBalanceRequest.newBuilder().setOrganizationId(id).build());
  }

  void putNumber(String number, NumberType type) {
    var _ = numbers().putServiceNumber(PutServiceNumberRequest.newBuilder()
        .setServiceNumber(ServiceNumber.newBuilder().setNumber(number).setNumberType(type)).build());
  }

  /** Service numbers and decks: dial-out to France 0.02 a minute, toll 0.01, toll-free 0.03, the caller's Canada 0.04. */
  void standardTariff() {
    putNumber(TOLL_NUMBER, NumberType.NUMBER_TYPE_TOLL);
    putNumber(TOLL_FREE_NUMBER, NumberType.NUMBER_TYPE_TOLL_FREE);
    importDeck(CallType.CALL_TYPE_DIAL_OUT, COLUMNS, "33,France,0.02,0,60,60,USD", "1,North America,0.01,0,60,60,USD");
    importDeck(CallType.CALL_TYPE_TOLL_DIAL_IN, COLUMNS, "44,UK toll,0.01,0,60,60,USD");
    importDeck(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN, COLUMNS + ",caller_country",
        "1,US toll-free,0.03,0,60,60,USD,", "1,US toll-free from Canada,0.04,0,60,60,USD,CA");
  }

  /** Imports a deck that has been in force for as long as usage is accepted. */
  RateDeck importDeck(CallType type, String... lines) {
    var header = ImportRateDeckHeader.newBuilder().setRequestId(newId()).setDisplayName("A deck").setCallType(type)
        .setAllowRemovals(true)
        .setEffectiveTime(Legs.timestamp(START.minus(Duration.ofDays(60))));
    return DeckUpload.upload(channel, List.of(
        ImportRateDeckRequest.newBuilder().setHeader(header).build(), chunk(String.join("\n", lines)))).getDeck();
  }

  static ImportRateDeckRequest chunk(String text) {
    return ImportRateDeckRequest.newBuilder().setChunk(ByteString.copyFromUtf8(text)).build();
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** Opens a bridge's stream and waits for its first message. */
  BridgeStream bridge(String bridgeId, long session) {
    var stream = BridgeStream.start(channel);
    stream.open(bridgeId, session);
    var _ = stream.opened();
    return stream;
  }

  @Override
  public void close() throws IOException {
    connection.shutdownNow();
    api.close();
    access.close();
    cell.close();
  }
}
