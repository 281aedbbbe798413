package dev.tollbridge.core.engine;

import java.util.LinkedHashMap;
import java.util.List;

/** The tokens of the server's callers, in order of creation. Only shard 0 has any. */
final class AccessTokens {
  private final Rules rules;
  private final LinkedHashMap<String, AccessToken> byId = new LinkedHashMap<>();
  /** All of them; another list after each change, so that readers notice changes by its identity. */
  private List<AccessToken> all = List.of();

  AccessTokens(Rules rules) {
    this.rules = rules;
  }

  List<AccessToken> all() {
    return all;
  }

  void restore(List<AccessToken> tokens) {
    tokens.forEach(token -> byId.put(token.tokenId(), token));
    all = List.copyOf(byId.values());
  }

  Outcome create(Command.CreateToken command, long nowMicros) {
    AccessToken token = command.token();
    byId.values().removeIf(old -> old.endMicros() < nowMicros - rules.level().access().keptMicros());
    if (byId.containsKey(token.tokenId()) || nameOfLiveCertificate(token.certificateName(), nowMicros)) {
      return new Outcome.Refused(Refusal.TOKEN_EXISTS);
    }
    if (byId.size() >= rules.level().access().maxTokens()) {
      return new Outcome.Refused(Refusal.TOO_MANY_TOKENS);
    }
    put(token);
    return Outcome.DONE;
  }

  private boolean nameOfLiveCertificate(String certificateName, long nowMicros) {
    return !certificateName.isEmpty() && byId.values().stream()
        .anyMatch(other -> other.certificateName().equals(certificateName) && other.isLive(nowMicros));
  }

  /** Revokes a token; one that is revoked already keeps its time. */
  Outcome revoke(Command.RevokeToken command, long nowMicros) {
    AccessToken token = byId.get(command.tokenId());
    if (token == null) {
      return new Outcome.Refused(Refusal.NO_SUCH_TOKEN);
    }
    if (!token.isRevoked()) {
      put(token.revoked(nowMicros));
    }
    return Outcome.DONE;
  }

  private void put(AccessToken token) {
    byId.put(token.tokenId(), token);
    all = List.copyOf(byId.values());
  }
}
