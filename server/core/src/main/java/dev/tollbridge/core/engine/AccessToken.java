package dev.tollbridge.core.engine;

import java.util.List;

/**
 * Who may call the server and what for, as its directory has it: a bearer token, or the identity of a client
 * certificate. The engine keeps it and does not judge it.
 *
 * @param role what it may be used for, by a name that the engine does not know
 * @param bridgeId the only bridge id that it may open; empty: any
 * @param organizationIds the only organizations that it sees; empty: all
 * @param certificateName names the certificate; empty for a bearer token
 * @param secretSha256 of a bearer token's secret, in hexadecimal digits; empty for a certificate
 * @param expireMicros refused from then on; 0: never
 * @param revokeMicros when it was revoked; 0: it is not
 */
public record AccessToken(
    String tokenId,
    String name,
    String role,
    String bridgeId,
    List<String> organizationIds,
    String certificateName,
    String secretSha256,
    long createMicros,
    long expireMicros,
    long revokeMicros) {
  public AccessToken {
    organizationIds = List.copyOf(organizationIds);
  }

  public boolean isRevoked() {
    return revokeMicros != 0;
  }

  /** Whether it has expired by a moment. */
  public boolean isExpired(long nowMicros) {
    return expireMicros != 0 && expireMicros <= nowMicros;
  }

  public boolean isLive(long nowMicros) {
    return !isRevoked() && !isExpired(nowMicros);
  }

  /** From when on it is of no use any more; {@link Long#MAX_VALUE} when that is not known. */
  long endMicros() {
    long expiresMicros = expireMicros == 0 ? Long.MAX_VALUE : expireMicros;
    return isRevoked() ? Math.min(revokeMicros, expiresMicros) : expiresMicros;
  }

  AccessToken revoked(long atMicros) {
    return new AccessToken(tokenId, name, role, bridgeId, organizationIds, certificateName, secretSha256, createMicros,
        expireMicros, atMicros);
  }
}
