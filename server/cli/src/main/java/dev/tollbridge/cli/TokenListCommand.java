package dev.tollbridge.cli;

import com.google.protobuf.util.Timestamps;
import dev.tollbridge.v1.AccessServiceGrpc;
import dev.tollbridge.v1.ListTokensRequest;
import dev.tollbridge.v1.ListTokensResponse;
import dev.tollbridge.v1.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists tokens. */
@Command(name = "list", mixinStandardHelpOptions = true,
    description = "Lists tokens and entries of certificates, one a line, without their secrets.")
final class TokenListCommand implements Callable<Integer> {
  @Mixin
  private TokenTarget target = new TokenTarget();

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Token> tokens = target.call(channel -> {
      List<Token> found = new ArrayList<>();
      String page = "";
      do {
        ListTokensResponse next = AccessServiceGrpc.newBlockingStub(channel)
            .listTokens(ListTokensRequest.newBuilder().setPageToken(page).build());
        found.addAll(next.getTokensList());
        page = next.getNextPageToken();
      } while (!page.isEmpty());
      return found;
    });
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    tokens.forEach(token -> out.println(words(token)));
    out.flush();
    return 0;
  }

  static String words(Token token) {
    var words = new StringBuilder(token.getTokenId() + " " + token.getName() + " "
        + token.getRole().name().substring("ROLE_".length()).toLowerCase(Locale.ROOT));
    add(words, "bridge", token.getBridgeId());
    add(words, "organizations", String.join(",", token.getOrganizationIdsList()));
    add(words, "certificate", token.getCertificateName());
    add(words, "expires", token.hasExpireTime() ? Timestamps.toString(token.getExpireTime()) : "");
    add(words, "revoked", token.hasRevokeTime() ? Timestamps.toString(token.getRevokeTime()) : "");
    return words.toString();
  }

  private static void add(StringBuilder words, String name, String value) {
    if (!value.isEmpty()) {
      words.append(' ').append(name).append('=').append(value);
    }
  }
}
