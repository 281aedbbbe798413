package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.AccessServiceGrpc;
import dev.tollbridge.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.tollbridge.v1.CreateTokenRequest;
import dev.tollbridge.v1.CreateTokenResponse;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.ListOrganizationsRequest;
import dev.tollbridge.v1.ListTokensRequest;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;
import dev.tollbridge.v1.RevokeTokenRequest;
import dev.tollbridge.v1.Role;
import dev.tollbridge.v1.StreamLegsResponse;
import dev.tollbridge.v1.Token;
import dev.tollbridge.v1.UpdateOrganizationRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens: made, listed, used, expired and revoked over the API, and what bridges may do with them. */
@Tag("slow")
@Timeout(120)
final class AccessApiTest {
  @TempDir
  private Path directory;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.identified(directory);
    server.create("acme", 100 * TestServer.UNIT);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private AccessServiceBlockingStub access() {
    return AccessServiceGrpc.newBlockingStub(server.channel());
  }

  private CreateTokenResponse create(String name, Role role, String bridgeId, String... organizationIds) {
    return access().createToken(CreateTokenRequest.newBuilder().setName(name).setRole(role).setBridgeId(bridgeId)
        .addAllOrganizationIds(List.of(organizationIds)).build());
  }

  private Status.Code balance(String bearer) {
    try {
      var _ = CreditServiceGrpc.newBlockingStub(server.as(bearer))
          .getBalance(GetBalanceRequest.newBuilder().setOrganizationId("acme").build());
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  @Test
  void aTokenIsShownOnceAndKeptAsAHash() {
    CreateTokenResponse made = create("ops", Role.ROLE_VIEWER, "", "acme");
    assertThat(made.getBearerToken()).matches("tb_" + made.getToken().getTokenId() + "_[0-9a-f]{64}");
    String secret = made.getBearerToken().substring(made.getBearerToken().lastIndexOf('_') + 1);
    List<Token> listed = access().listTokens(ListTokensRequest.getDefaultInstance()).getTokensList();
    assertThat(listed).contains(made.getToken()).hasSize(2);
    assertThat(listed.toString()).doesNotContain(secret);
    assertThat(server.router.first().read(RatingEngine::accessTokens)).extracting(AccessToken::toString)
        .noneMatch(kept -> kept.contains(secret));
    assertThat(balance(made.getBearerToken())).isEqualTo(Status.Code.OK);
  }

  @Test
  void onlyTheWholeTokenIsAccepted() {
    String bearer = create("ops", Role.ROLE_VIEWER, "").getBearerToken();
    char last = bearer.charAt(bearer.length() - 1);
    String almost = bearer.substring(0, bearer.length() - 1) + (last == '0' ? '1' : '0');
    assertThat(balance(bearer)).isEqualTo(Status.Code.OK);
    for (String wrong : List.of(almost, bearer + "0", bearer.substring(0, bearer.length() - 1), "", "tb_",
        bearer.substring(0, bearer.lastIndexOf('_') + 1))) {
      assertThat(balance(wrong)).as(wrong).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void aTokenExpires() {
    CreateTokenResponse made = access().createToken(CreateTokenRequest.newBuilder().setName("ops")
        .setRole(Role.ROLE_VIEWER).setTtl(Durations.fromHours(1)).build());
    assertThat(made.getToken().getExpireTime()).isEqualTo(Legs.timestamp(server.now().plus(Duration.ofHours(1))));
    assertThat(balance(made.getBearerToken())).isEqualTo(Status.Code.OK);
    server.advance(Duration.ofHours(1));
    assertThat(balance(made.getBearerToken())).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void aRevokedTokenEndsCallsAndStreams() {
    CreateTokenResponse made = create("edge", Role.ROLE_BRIDGE, "");
    var bridge = BridgeStream.start(server.as(made.getBearerToken()));
    bridge.open("edge-1", 1);
    var _ = bridge.opened();
    var revoke = RevokeTokenRequest.newBuilder().setTokenId(made.getToken().getTokenId()).build();
    Token revoked = access().revokeToken(revoke).getToken();
    assertThat(revoked.hasRevokeTime()).isTrue();
    assertThat(bridge.error().getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(balance(made.getBearerToken())).isEqualTo(Status.Code.UNAUTHENTICATED);
    server.await("the stream's end", () -> server.openStreams() == 0);
    assertThat(access().revokeToken(revoke).getToken()).isEqualTo(revoked);
  }

  /** It could end them. */
  @Test
  void aBridgeIdWithActiveLegsOfAnotherTenantIsNotGiven() {
    server.standardTariff();
    server.create("evil", 100 * TestServer.UNIT);
    var first = BridgeStream.start(server.as(create("edge", Role.ROLE_BRIDGE, "edge-1", "acme").getBearerToken()));
    first.open("edge-1", 1);
    var _ = first.opened();
    first.events(Legs.answered(1, 1, "acme", TestServer.START));
    assertThat(first.ack(1).getRejectionsList()).isEmpty();
    for (String name : List.of("edge", "evil-edge")) {
      var next = BridgeStream.start(server.as(create(name, Role.ROLE_BRIDGE, "edge-1", "evil").getBearerToken()));
      next.open("edge-1", 2);
      assertThat(Refusals.words(next.error())).isEqualTo("PERMISSION_DENIED ORGANIZATION_NOT_ALLOWED");
    }
    first.events(Legs.ended(2, 1, "acme", TestServer.START.plusSeconds(60)));
    assertThat(first.closed(1).getRecord().getOrganizationId()).isEqualTo("acme");
    first.halfClose();
  }

  /** Otherwise its calls would be denied and free. */
  @Test
  void aTenantDoesNotSayThatItHasNoCredits() {
    var mask = FieldMask.newBuilder().addPaths("credits_set_up").build();
    var request = UpdateOrganizationRequest.newBuilder().setUpdateMask(mask)
        .setOrganization(Organization.newBuilder().setOrganizationId("acme")).build();
    for (Role role : List.of(Role.ROLE_FINANCE, Role.ROLE_ADMIN)) {
      var stub = OrganizationServiceGrpc
          .newBlockingStub(server.as(create("tenant", role, "", "acme").getBearerToken()));
      assertThat(Refusals.of(() -> stub.updateOrganization(request)))
          .isEqualTo("PERMISSION_DENIED BOUND_TO_ORGANIZATIONS");
    }
  }

  /** Whoever has the bridge id reads nothing about other organizations' calls. */
  @Test
  void aBridgeIdThatIsGivenToAnotherTenantShowsNothingOfTheFirst() {
    server.standardTariff();
    server.create("evil", 100 * TestServer.UNIT);
    var first = BridgeStream.start(server.as(create("acme-edge", Role.ROLE_BRIDGE, "edge-1", "acme").getBearerToken()));
    first.open("edge-1", 1);
    var _ = first.opened();
    first.events(Legs.answered(1, 1, "acme", TestServer.START), Legs.answered(2, 2, "acme", TestServer.START),
        Legs.answered(3, 3, "acme", TestServer.START), Legs.ended(4, 1, "acme", TestServer.START.plusSeconds(60)),
        Legs.ended(5, 2, "acme", TestServer.START.plusSeconds(60)));
    var _ = first.closed(2);
    first.acknowledge(1L);
    assertThat(first.ack(5).getRejectionsList()).isEmpty();
    first.events(Legs.ended(6, 3, "acme", TestServer.START.plusSeconds(60)));
    var _ = first.ack(6);
    first.cancel();
    var next = BridgeStream.start(server.as(create("evil-edge", Role.ROLE_BRIDGE, "edge-1", "evil").getBearerToken()));
    next.open("edge-1", 1);
    assertThat(next.opened().getLastDurableSequence()).isEqualTo(6);
    next.events(Legs.ended(7, 1, "evil", TestServer.START.plusSeconds(60)));
    assertThat(next.ack(7).getRejectionsList()).extracting(Rejection::getReason)
        .containsExactly(RejectionReason.REJECTION_REASON_UNKNOWN_LEG);
    next.halfClose();
    assertThat(next.rest()).noneMatch(StreamLegsResponse::hasClosings).noneMatch(StreamLegsResponse::hasLegStatuses);
  }

  @Test
  void tokensAreTheSameAfterARestart() throws Exception {
    CreateTokenResponse made = create("ops", Role.ROLE_VIEWER, "", "acme");
    List<Token> before = access().listTokens(ListTokensRequest.getDefaultInstance()).getTokensList();
    server.close();
    server = TestServer.identified(directory);
    assertThat(access().listTokens(ListTokensRequest.getDefaultInstance()).getTokensList()).containsAll(before);
    assertThat(balance(made.getBearerToken())).isEqualTo(Status.Code.OK);
  }

  @ParameterizedTest
  @CsvSource({
    // name, role, bridge id, organization, certificate, ttl seconds, the bad field
    "'', ROLE_VIEWER, '', '', '', , name", "open, ROLE_VIEWER, '', '', '', , name",
    "ops, ROLE_UNSPECIFIED, '', '', '', , role", "ops, ROLE_VIEWER, edge-1, '', '', , bridge_id",
    "ops, ROLE_BRIDGE, Edge 1, '', '', , bridge_id", "ops, ROLE_OPERATOR, '', acme, '', , organization_ids",
    "ops, ROLE_VIEWER, '', 'a b', '', , organization_ids[0]", "ops, ROLE_VIEWER, '', '', '', 0, ttl",
    "ops, ROLE_VIEWER, '', '', '', 3153600001, ttl"})
  void refusesWhatMakesNoSense(String name, Role role, String bridgeId, String organization, String certificate,
      @Nullable Long ttlSeconds, String field) {
    var request = CreateTokenRequest.newBuilder().setName(name).setRole(role).setBridgeId(bridgeId)
        .setCertificateName(certificate);
    if (!organization.isEmpty()) {
      request.addOrganizationIds(organization);
    }
    if (ttlSeconds != null) {
      request.setTtl(Durations.fromSeconds(ttlSeconds));
    }
    assertThat(Refusals.of(() -> access().createToken(request.build())))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS " + field);
  }

  @Test
  void aBoundBridgeOpensItsIdOnly() {
    var channel = server.as(create("edge", Role.ROLE_BRIDGE, "edge-1").getBearerToken());
    var own = BridgeStream.start(channel);
    own.open("edge-1", 1);
    var _ = own.opened();
    var other = BridgeStream.start(channel);
    other.open("edge-2", 1);
    assertThat(Refusals.words(other.error())).isEqualTo("PERMISSION_DENIED BRIDGE_ID_NOT_ALLOWED");
  }

  @Test
  void aBridgeIdCannotBeTakenFromWhoOpenedIt() {
    var honest = BridgeStream.start(server.as(create("edge", Role.ROLE_BRIDGE, "").getBearerToken()));
    honest.open("edge-1", 7);
    var _ = honest.opened();
    honest.events(Legs.answered(1, 1, "acme", server.now()));
    honest.ack(1);
    var thief = BridgeStream.start(server.as(create("other", Role.ROLE_BRIDGE, "").getBearerToken()));
    thief.open("edge-1", 1_000_000);
    assertThat(Refusals.words(thief.error())).isEqualTo("PERMISSION_DENIED BRIDGE_OWNED");
    honest.events(Legs.ended(2, 1, "acme", server.now().plusSeconds(30)));
    honest.ack(2);
    var renewed = BridgeStream.start(server.as(create("edge", Role.ROLE_BRIDGE, "").getBearerToken()));
    renewed.open("edge-1", 7);
    assertThat(renewed.opened().getLastDurableSequence()).isEqualTo(2);
  }

  @Test
  void aTenantsBridgeReportsItsOrganizationsOnly() {
    server.create("globex", 100 * TestServer.UNIT);
    server.standardTariff();
    var bridge = BridgeStream.start(server.as(create("edge", Role.ROLE_BRIDGE, "", "acme").getBearerToken()));
    bridge.open("edge-1", 1);
    var _ = bridge.opened();
    bridge.events(Legs.answered(1, 1, "globex", server.now()), Legs.answered(2, 2, "acme", server.now()));
    var ack = bridge.ack(2);
    assertThat(ack.getRejectionsList()).singleElement()
        .matches(rejection -> rejection.getSequence() == 1 && rejection.getMessage().contains("organization_id"));
  }

  @Test
  void aTenantListsItsOrganizationsOnly() {
    server.create("globex", 100 * TestServer.UNIT);
    server.create("initech", 100 * TestServer.UNIT);
    var tenant = OrganizationServiceGrpc.newBlockingStub(
        server.as(create("tenant", Role.ROLE_VIEWER, "", "initech", "acme", "not-there").getBearerToken()));
    var first = tenant.listOrganizations(ListOrganizationsRequest.newBuilder().setPageSize(1).build());
    assertThat(first.getOrganizationsList()).extracting(Organization::getOrganizationId).containsExactly("acme");
    var second = tenant.listOrganizations(ListOrganizationsRequest.newBuilder().setPageSize(1)
        .setPageToken(first.getNextPageToken()).build());
    assertThat(second.getOrganizationsList()).extracting(Organization::getOrganizationId).containsExactly("initech");
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void refusalsAreCounted() {
    assertThat(balance("tb_no_token")).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(server.meters.get("tollbridge.refused.callers").tag("reason", "invalid_credentials").counter().count())
        .isEqualTo(1);
  }
}
