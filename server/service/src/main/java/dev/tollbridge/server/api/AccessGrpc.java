package dev.tollbridge.server.api;

import com.google.protobuf.util.Durations;
import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.security.Role;
import dev.tollbridge.server.security.TokenDirectory;
import dev.tollbridge.server.security.TokenText;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.AccessServiceGrpc;
import dev.tollbridge.v1.AccessServiceGrpc.AccessServiceImplBase;
import dev.tollbridge.v1.CreateTokenRequest;
import dev.tollbridge.v1.CreateTokenResponse;
import dev.tollbridge.v1.ListTokensRequest;
import dev.tollbridge.v1.ListTokensResponse;
import dev.tollbridge.v1.RevokeTokenRequest;
import dev.tollbridge.v1.RevokeTokenResponse;
import dev.tollbridge.v1.Token;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves the tokens of callers, which shard 0 keeps. */
final class AccessGrpc extends AccessServiceImplBase {
  private static final int MAX_ORGANIZATIONS = 100;
  private static final int MAX_CERTIFICATE_NAME_LENGTH = 255;
  private static final long MAX_TTL_SECONDS = TimeUnit.DAYS.toSeconds(100 * 365L);

  private final ShardRouter router;
  private final TokenDirectory tokens;

  AccessGrpc(ShardRouter router, TokenDirectory tokens) {
    this.router = router;
    this.tokens = tokens;
  }

  @Override
  public void createToken(CreateTokenRequest request, StreamObserver<CreateTokenResponse> caller) {
    Responses.later(caller, () -> {
      TokenText text = TokenText.random();
      AccessToken token = RequestChecks.checked(checks -> decode(request, text, checks));
      return router.first()
          .submit(new Command.CreateToken(token), Authors.audited(AccessServiceGrpc.getCreateTokenMethod()))
          .thenApplyAsync(outcome -> {
            Statuses.require(outcome, Outcome.Done.class);
            tokens.refresh();
            return CreateTokenResponse.newBuilder().setToken(encode(token))
                .setBearerToken(token.certificateName().isEmpty() ? text.text() : "").build();
          });
    });
  }

  private AccessToken decode(CreateTokenRequest request, TokenText text, RequestChecks checks) {
    checks.id("name", request.getName());
    checks.require(!request.getName().equals(Caller.OPEN_NAME), "name", "must not be " + Caller.OPEN_NAME);
    Role role = decode(request.getRole());
    checks.require(role != null, "role", "is required");
    boolean certificate = !request.getCertificateName().isEmpty();
    checks.optionalText("certificate_name", request.getCertificateName(), MAX_CERTIFICATE_NAME_LENGTH);
    bounds(request, role, checks);
    long nowMicros = router.clock().nowMicros();
    return new AccessToken(text.tokenId(), request.getName(), role == null ? "" : role.name(), request.getBridgeId(),
        request.getOrganizationIdsList().stream().distinct().sorted().toList(), request.getCertificateName(),
        certificate ? "" : text.secretSha256(), nowMicros, request.hasTtl() ? expiry(request, nowMicros, checks) : 0,
        0);
  }

  private static void bounds(CreateTokenRequest request, @Nullable Role role,
      RequestChecks checks) {
    if (!request.getBridgeId().isEmpty()) {
      checks.id("bridge_id", request.getBridgeId());
      checks.require(role == Role.BRIDGE, "bridge_id", "is only for ROLE_BRIDGE");
    }
    List<String> organizations = request.getOrganizationIdsList();
    checks.require(organizations.size() <= MAX_ORGANIZATIONS, "organization_ids",
        "must be at most " + MAX_ORGANIZATIONS);
    checks.require(organizations.isEmpty() || (role != Role.OPERATOR && role != Role.METRICS), "organization_ids",
        "is not for ROLE_OPERATOR and ROLE_METRICS");
    for (int i = 0; i < organizations.size(); i++) {
      checks.id("organization_ids[" + i + "]", organizations.get(i));
    }
  }

  private static long expiry(CreateTokenRequest request, long nowMicros, RequestChecks checks) {
    boolean valid = Durations.isValid(request.getTtl()) && request.getTtl().getSeconds() >= 1
        && request.getTtl().getSeconds() <= MAX_TTL_SECONDS;
    checks.require(valid, "ttl", "must be 1 second to 100 years");
    return valid ? nowMicros + Durations.toMicros(request.getTtl()) : 0;
  }

  @Override
  public void listTokens(ListTokensRequest request, StreamObserver<ListTokensResponse> caller) {
    Responses.now(caller, () -> {
      PageByIndex asked = RequestChecks.checked(
          checks -> PageByIndex.of(PageToken.TOKENS, request.getPageSize(), request.getPageToken(), checks));
      Page<AccessToken> page = asked.of(router.first().read(RatingEngine::accessTokens));
      return ListTokensResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllTokens(page.items().stream().map(AccessGrpc::encode).toList()).build();
    });
  }

  @Override
  public void revokeToken(RevokeTokenRequest request, StreamObserver<RevokeTokenResponse> caller) {
    Responses.later(caller, () -> {
      String tokenId = RequestChecks.checked(checks -> checks.foreignId("token_id", request.getTokenId()));
      return router.first()
          .submit(new Command.RevokeToken(tokenId), Authors.audited(AccessServiceGrpc.getRevokeTokenMethod()))
          .thenApplyAsync(outcome -> {
            Statuses.require(outcome, Outcome.Done.class);
            tokens.refresh();
            return RevokeTokenResponse.newBuilder().setToken(encode(stored(tokenId))).build();
          });
    });
  }

  private AccessToken stored(String tokenId) {
    return router.first().read(RatingEngine::accessTokens).stream().filter(token -> token.tokenId().equals(tokenId))
        .findFirst().orElseThrow(() -> Statuses.of(Refusal.NO_SUCH_TOKEN));
  }

  private static Token encode(AccessToken token) {
    var encoded = Token.newBuilder().setTokenId(token.tokenId()).setName(token.name())
        .setRole(dev.tollbridge.v1.Role.valueOf("ROLE_" + token.role())).setBridgeId(token.bridgeId())
        .addAllOrganizationIds(token.organizationIds()).setCertificateName(token.certificateName())
        .setCreateTime(Times.timestamp(token.createMicros()));
    if (token.expireMicros() != 0) {
      encoded.setExpireTime(Times.timestamp(token.expireMicros()));
    }
    if (token.isRevoked()) {
      encoded.setRevokeTime(Times.timestamp(token.revokeMicros()));
    }
    return encoded.build();
  }

  private static @Nullable Role decode(dev.tollbridge.v1.Role role) {
    return switch (role) {
      case ROLE_BRIDGE -> Role.BRIDGE;
      case ROLE_ADMIN -> Role.ADMIN;
      case ROLE_FINANCE -> Role.FINANCE;
      case ROLE_VIEWER -> Role.VIEWER;
      case ROLE_OPERATOR -> Role.OPERATOR;
      case ROLE_METRICS -> Role.METRICS;
      case ROLE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }
}
