package dev.tollbridge.cli;

import dev.tollbridge.v1.AccessServiceGrpc;
import dev.tollbridge.v1.RevokeTokenRequest;
import dev.tollbridge.v1.Token;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Revokes a token. */
@Command(name = "revoke", mixinStandardHelpOptions = true,
    description = "Revokes a token for good: within a second its calls are refused and its streams end.")
final class TokenRevokeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The token's id: the part between tb_ and the next _.")
  private String tokenId = "";

  @Mixin
  private TokenTarget target = new TokenTarget();

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Token revoked = target.call(channel -> AccessServiceGrpc.newBlockingStub(channel)
        .revokeToken(RevokeTokenRequest.newBuilder().setTokenId(tokenId).build())).getToken();
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("revoked " + TokenListCommand.words(revoked));
    out.flush();
    return 0;
  }
}
