package dev.tollbridge.cli;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.tollbridge.v1.CreateTokenRequest;
import dev.tollbridge.v1.CreateTokenResponse;
import dev.tollbridge.v1.ListTokensRequest;
import dev.tollbridge.v1.ListTokensResponse;
import dev.tollbridge.v1.RevokeTokenRequest;
import dev.tollbridge.v1.Role;
import dev.tollbridge.v1.Token;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens of a running server. */
@Command(name = "token", mixinStandardHelpOptions = true,
    description = "Makes, lists and revokes the tokens that callers of a server identify themselves with.")
final class TokenCommands {
  private static final Table<Token> TOKEN = Table.ofMessages(
      Column.text("token_id", Token::getTokenId), Column.text("name", Token::getName),
      Column.text("role", each -> Shown.constant(each.getRole(), "ROLE_")),
      Column.text("bridge", Token::getBridgeId),
      Column.text("organizations", each -> String.join(" ", each.getOrganizationIdsList())),
      Column.text("certificate", Token::getCertificateName),
      Column.text("expires", each -> each.hasExpireTime() ? Shown.time(each.getExpireTime()) : "never"),
      Column.text("state", TokenCommands::state));

  private static final Table<CreateTokenResponse> MADE = Table.ofMessages(
      Column.text("token_id", each -> each.getToken().getTokenId()),
      Column.text("name", each -> each.getToken().getName()),
      Column.text("bearer_token", CreateTokenResponse::getBearerToken));

  private static String state(Token token) {
    if (token.hasRevokeTime()) {
      return "revoked " + Shown.time(token.getRevokeTime());
    }
    return token.hasExpireTime() && Timestamps.toMillis(token.getExpireTime()) <= System.currentTimeMillis()
        ? "expired"
        : "valid";
  }

  /** The roles as they are typed. */
  enum RoleName {
    bridge, admin, finance, viewer, operator, metrics;

    Role role() {
      return Role.valueOf("ROLE_" + name().toUpperCase(Locale.ROOT));
    }
  }

  @Command(name = "create", mixinStandardHelpOptions = true,
      description = "Makes a token and shows it, this once; on a pipe, alone. With --certificate, makes an entry for a"
          + " client certificate instead.",
      footer = {
        "  tollbridge token create --name edge-1 --role bridge --bridge edge-1 > edge-1.token",
        "  tollbridge token create --name acme-office --role viewer --organization acme --expires 90d",
        "  tollbridge token create --name edge-2 --role bridge --bridge edge-2 --certificate edge-2.example"})
  int create(@Mixin ServerCall server,
      @Option(names = "--name", paramLabel = "NAME", required = true,
          description = "Whose it is; tokens of one name are one identity.") String name,
      @Option(names = "--role", paramLabel = "ROLE", required = true,
          description = "One of ${COMPLETION-CANDIDATES}.") RoleName role,
      @Option(names = "--bridge", paramLabel = "ID", defaultValue = "",
          description = "The only bridge id that it may open; only for bridges.") String bridge,
      @Option(names = "--organization", paramLabel = "ID",
          description = "The only organization that it sees and changes; can be repeated.") @Nullable List<String> ids,
      @Option(names = "--certificate", paramLabel = "NAME", defaultValue = "",
          description = "A client certificate's URI, DNS name or common name.") String certificate,
      @Option(names = "--expires", paramLabel = "DURATION",
          description = "How long it is valid, such as 90d. Default: forever.") @Nullable Duration expires)
      throws Exception {
    var request = CreateTokenRequest.newBuilder().setName(name).setRole(role.role()).setBridgeId(bridge)
        .addAllOrganizationIds(ids == null ? List.of() : ids).setCertificateName(certificate);
    if (expires != null) {
      request.setTtl(Durations.fromSeconds(expires.toSeconds()));
    }
    return server.run(api -> {
      CreateTokenResponse made = api.access().createToken(request.build());
      if (server.output.form() != Output.Form.TABLE) {
        server.output.one(MADE, made);
        return;
      }
      if (made.getBearerToken().isEmpty()) {
        server.output.one(TOKEN, made.getToken());
        return;
      }
      server.output.note("token " + made.getToken().getTokenId() + " of " + name + " is made; it is shown only now");
      server.output.write(writer -> writer.println(made.getBearerToken()));
    });
  }

  @Command(name = "list", mixinStandardHelpOptions = true,
      description = "Lists tokens and entries of certificates, without their secrets.",
      footer = "  tollbridge token list")
  int list(@Mixin ServerCall server) throws Exception {
    return server.run(api -> server.output.list(TOKEN, Api.pages(
        token -> api.access().listTokens(ListTokensRequest.newBuilder().setPageSize(Api.PAGE_SIZE).setPageToken(token)
            .build()),
        ListTokensResponse::getTokensList, ListTokensResponse::getNextPageToken)));
  }

  @Command(name = "revoke", mixinStandardHelpOptions = true,
      description = "Revokes a token for good: within a second its calls are refused and its streams end.",
      footer = "  tollbridge token revoke 3f2a9c1b7d04")
  int revoke(@Mixin ServerCall server,
      @Parameters(paramLabel = "ID", description = "The token's id: the part between tb_ and the next _.") String id)
      throws Exception {
    return server.run(api -> server.output.one(TOKEN,
        api.access().revokeToken(RevokeTokenRequest.newBuilder().setTokenId(id).build()).getToken()));
  }
}
