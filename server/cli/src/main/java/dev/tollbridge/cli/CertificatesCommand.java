package dev.tollbridge.cli;

import dev.tollbridge.server.security.TestAuthority;
import dev.tollbridge.server.storage.NewDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes certificates for a first try of TLS. */
@Command(name = "certificates", mixinStandardHelpOptions = true, description = {
  "Makes a test authority and certificates that it signs, as PEM files: ca.crt, server.crt and server.key, and a pair for"
      + " each client. For first tries: the authority's key is not kept, so a new certificate needs a new directory."},
    footerHeading = "%nExamples:%n", footer = {"  tollbridge certificates tls --host rating.internal --client edge-1",
      "  tollbridge serve --listen 0.0.0.0:9090 --tls-cert tls/server.crt --tls-key tls/server.key --tls-ca tls/ca.crt"})
final class CertificatesCommand implements Callable<Integer> {
  private static final int MAX_DAYS = 825;

  @Parameters(paramLabel = "DIR", description = "Directory to make; must be new or empty.")
  private Path directory = Path.of("");

  @Option(names = "--host", paramLabel = "NAME",
      description = "A host name or address of the server, besides localhost and loopback; can be repeated.")
  private List<String> hosts = new ArrayList<>();

  @Option(names = "--client", paramLabel = "NAME",
      description = "The common name of a client's certificate; can be repeated. Default: client.")
  private List<String> clients = new ArrayList<>();

  @Option(names = "--days", paramLabel = "N", defaultValue = "90",
      description = "How long they are valid, 1 to " + MAX_DAYS + ". Default: ${DEFAULT-VALUE}.")
  private int days = 90;

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    Main.require(Objects.requireNonNull(spec), fault());
    List<String> names = new ArrayList<>(hosts);
    names.addAll(List.of("localhost", "127.0.0.1", "::1"));
    List<String> each = clients.isEmpty() ? List.of("client") : clients;
    try (NewDirectory made = NewDirectory.of(directory)) {
      try (TestAuthority authority = TestAuthority.make(made.path(), days)) {
        authority.server("server", names);
        for (String client : each) {
          authority.client(client);
        }
      }
      made.complete();
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(directory + ": ca.crt, server.crt, server.key"
        + each.stream().map(client -> ", " + client + ".crt, " + client + ".key").reduce("", String::concat));
    out.flush();
    return 0;
  }

  private @Nullable String fault() {
    if (days < 1 || days > MAX_DAYS) {
      return "--days must be 1 to " + MAX_DAYS;
    }
    return clients.stream().anyMatch(name -> !name.matches("[a-z0-9][a-z0-9._-]{0,63}") || name.equals("ca")
        || name.equals("server")) ? "--client must be 1 to 64 characters of a-z, 0-9, '.', '_' and '-'" : null;
  }
}
