package dev.tollbridge.server;

import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.security.Role;
import dev.tollbridge.server.security.TokenText;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.server.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token with which administration begins: made when nobody else could make one, because no administrator's token is
 * live. Whoever can read the data directory can thus always administer the server.
 */
final class FirstAdministrator {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
  private static final String NAME = "first-administrator";

  private FirstAdministrator() {}

  /** Writes the token to the file first: after a crash in between, the next start replaces both. */
  static void ensure(ShardRouter router, Path file) throws IOException {
    long nowMicros = router.clock().nowMicros();
    if (router.first().read(RatingEngine::accessTokens).stream().anyMatch(token -> administers(token, nowMicros))) {
      return;
    }
    TokenText text = TokenText.random();
    DurableFiles.replacePrivate(file,
        channel -> channel.write(ByteBuffer.wrap((text.text() + "\n").getBytes(StandardCharsets.US_ASCII))));
    var token = new AccessToken(text.tokenId(), NAME, Role.ADMIN.name(), "", List.of(), "", text.secretSha256(),
        nowMicros, 0, 0);
    if (router.first().submit(new Command.CreateToken(token)).join() instanceof Outcome.Refused(var refusal)) {
      throw new IllegalStateException("the first administrator's token was refused: " + refusal);
    }
    LOG.info("The first administrator's token is in {}: make others with 'tollbridge token create', then revoke it",
        file.toAbsolutePath().normalize());
  }

  private static boolean administers(AccessToken token, long nowMicros) {
    return token.role().equals(Role.ADMIN.name()) && token.organizationIds().isEmpty() && token.isLive(nowMicros);
  }
}
