package dev.tollbridge.server.security;

import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.server.rpc.Quoted;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who calls. */
final class Authenticator {
  private static final String SCHEME = "Bearer ";

  private final TokenDirectory tokens;

  Authenticator(TokenDirectory tokens) {
    this.tokens = tokens;
  }

  /** A token that is shown counts more than the certificate of its connection. */
  Identity identify(Credentials shown) {
    AccessToken token = shown.authorization() == null
        ? byCertificate(shown.certificateNames())
        : byText(shown.authorization());
    return new Identity(new Caller(token.name(), role(token), Set.copyOf(token.organizationIds()), token.bridgeId(),
        shown.peer()), token.tokenId());
  }

  /** The same refusal for an unknown id and for a wrong secret; only who has the secret is told more. */
  private AccessToken byText(String authorization) {
    TokenText text = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? TokenText.parse(authorization.substring(SCHEME.length()).strip())
        : null;
    AccessToken token = text == null ? null : tokens.byId(text.tokenId());
    if (text == null || token == null || !text.matches(token.secretSha256())) {
      throw new AccessRefusedException(AccessRefusal.INVALID_CREDENTIALS,
          "the token is not one of this server's; send 'authorization: Bearer tb_…' with one that it made");
    }
    return live(token);
  }

  private AccessToken byCertificate(List<String> names) {
    if (names.isEmpty()) {
      throw new AccessRefusedException(AccessRefusal.NO_CREDENTIALS,
          "this server asks for an identity: send 'authorization: Bearer tb_…', or use a client certificate that it"
              + " knows");
    }
    for (String name : names) {
      AccessToken token = tokens.byCertificate(name);
      if (token != null) {
        return live(token);
      }
    }
    throw new AccessRefusedException(AccessRefusal.UNKNOWN_CERTIFICATE,
        "no entry has a name of the client certificate " + names.stream().map(Quoted::of).toList()
            + "; make one with CreateToken, or send a token");
  }

  private AccessToken live(AccessToken token) {
    if (token.isRevoked()) {
      throw new AccessRefusedException(AccessRefusal.TOKEN_REVOKED, "token " + token.tokenId() + " was revoked");
    }
    if (token.isExpired(tokens.nowMicros())) {
      throw new AccessRefusedException(AccessRefusal.TOKEN_EXPIRED, "token " + token.tokenId() + " has expired");
    }
    return token;
  }

  private static Role role(AccessToken token) {
    @Nullable
    Role role = Arrays.stream(Role.values()).filter(each -> each.name().equals(token.role())).findFirst().orElse(null);
    if (role == null) {
      throw new AccessRefusedException(AccessRefusal.ROLE_NOT_ALLOWED,
          "the role " + token.role() + " is not one of this version's");
    }
    return role;
  }
}
