package dev.tollbridge.cli;

import com.google.protobuf.util.Durations;
import dev.tollbridge.v1.AccessServiceGrpc;
import dev.tollbridge.v1.CreateTokenRequest;
import dev.tollbridge.v1.CreateTokenResponse;
import dev.tollbridge.v1.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a token, or an entry for a client certificate. */
@Command(name = "create", mixinStandardHelpOptions = true, description = {
  "Makes a token and prints it, this once; with --certificate, makes an entry for a client certificate instead."},
    footerHeading = "%nExamples:%n", footer = {
      "  tollbridge token create --name edge-1 --role bridge --bridge edge-1 > edge-1.token",
      "  tollbridge token create --name acme-office --role viewer --organization acme --expires 90d",
      "  tollbridge token create --name edge-2 --role bridge --bridge edge-2 --certificate edge-2.example"})
final class TokenCreateCommand implements Callable<Integer> {
  @Option(names = "--name", paramLabel = "NAME", required = true,
      description = "Whose it is; tokens of one name are one identity.")
  private String name = "";

  @Option(names = "--role", paramLabel = "ROLE", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
  private RoleName role = RoleName.viewer;

  @Option(names = "--bridge", paramLabel = "ID", defaultValue = "",
      description = "The only bridge id that it may open; only for bridges.")
  private String bridge = "";

  @Option(names = "--organization", paramLabel = "ID",
      description = "The only organization that it sees and changes; can be repeated.")
  private List<String> organizations = new ArrayList<>();

  @Option(names = "--certificate", paramLabel = "NAME", defaultValue = "",
      description = "A client certificate's URI, DNS name or common name.")
  private String certificate = "";

  @Option(names = "--expires", paramLabel = "DURATION",
      description = "How long it is valid, such as 90d. Default: forever.")
  private @Nullable Duration expires;

  @Mixin
  private TokenTarget target = new TokenTarget();

  @Spec
  private @Nullable CommandSpec spec;

  /** The roles as they are typed. */
  enum RoleName {
    bridge, admin, finance, viewer, operator, metrics;

    Role role() {
      return Role.valueOf("ROLE_" + name().toUpperCase(Locale.ROOT));
    }
  }

  @Override
  public Integer call() throws IOException {
    var request = CreateTokenRequest.newBuilder().setName(name).setRole(role.role()).setBridgeId(bridge)
        .addAllOrganizationIds(organizations).setCertificateName(certificate);
    if (expires != null) {
      request.setTtl(Durations.fromSeconds(expires.toSeconds()));
    }
    CreateTokenResponse made = target
        .call(channel -> AccessServiceGrpc.newBlockingStub(channel).createToken(request.build()));
    var line = Objects.requireNonNull(spec).commandLine();
    line.getErr().println("made " + TokenListCommand.words(made.getToken()));
    line.getErr().flush();
    if (!made.getBearerToken().isEmpty()) {
      line.getOut().println(made.getBearerToken());
      line.getOut().flush();
    }
    return 0;
  }
}
