package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.server.log.v1.LogAccessToken;

/** Callers' tokens in the log's format, both ways. */
final class TokenCodec {
  private TokenCodec() {}

  static LogAccessToken encode(AccessToken token) {
    return LogAccessToken.newBuilder().setTokenId(token.tokenId()).setName(token.name()).setRole(token.role())
        .setBridgeId(token.bridgeId()).addAllOrganizationIds(token.organizationIds())
        .setCertificateName(token.certificateName()).setSecretSha256(token.secretSha256())
        .setCreateMicros(token.createMicros()).setExpireMicros(token.expireMicros())
        .setRevokeMicros(token.revokeMicros()).build();
  }

  static AccessToken decode(LogAccessToken token) {
    return new AccessToken(token.getTokenId(), token.getName(), token.getRole(), token.getBridgeId(),
        token.getOrganizationIdsList(), token.getCertificateName(), token.getSecretSha256(), token.getCreateMicros(),
        token.getExpireMicros(), token.getRevokeMicros());
  }
}
