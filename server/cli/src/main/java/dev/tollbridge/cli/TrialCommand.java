package dev.tollbridge.cli;

import com.google.protobuf.util.Timestamps;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.RateDeck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From an empty server to an authorized leg, by the commands that an operator would use. */
@Command(name = "trial", mixinStandardHelpOptions = true, description = {
  "Makes everything that a first leg needs, and shows the command of each step: an"
      + " organization, a small rate deck, credit; then asks whether a leg may start. What is there already is kept, so it"
      + " can be repeated. The deck is written to trial-dial-out-CUR.csv in the current directory, to be looked at and"
      + " changed."},
    footer = "  tollbridge trial --organization acme --currency USD")
final class TrialCommand implements Callable<Integer> {
  @Mixin
  private ConnectionFlags connection = new ConnectionFlags();

  @Option(names = "--organization", paramLabel = "ORG", defaultValue = "trial",
      description = "Its id. Default: ${DEFAULT-VALUE}.")
  private String organization = "trial";

  @Option(names = "--currency", paramLabel = "CUR", defaultValue = "USD",
      description = "ISO code of its money. Default: ${DEFAULT-VALUE}.")
  private String currency = "USD";

  @Option(names = "--country", paramLabel = "CC", defaultValue = "US",
      description = "ISO code of its country. Default: ${DEFAULT-VALUE}.")
  private String country = "US";

  @Option(names = "--dial", paramLabel = "NUMBER", defaultValue = "+33140000000",
      description = "The number of the leg. Default: ${DEFAULT-VALUE}.")
  private String dial = "+33140000000";

  @Option(names = "--credit", paramLabel = "AMOUNT", defaultValue = "50",
      description = "How much credit to buy, in that currency. Default: ${DEFAULT-VALUE}.")
  private String credit = "50";

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<List<String>> steps = new ServerAccess(connection, spec()).run(this::missing);
    for (List<String> step : steps) {
      int exitCode = run(step);
      if (exitCode != 0) {
        return exitCode;
      }
    }
    println("\nTry next:");
    println("  tollbridge credit balance " + organization);
    println("  tollbridge rate lookup " + dial + " --currency " + currency);
    println("  and connect a bridge: proto/README.md");
    return 0;
  }

  /** The commands that are needed, as nothing else is there. */
  private List<List<String>> missing(Api api) throws IOException {
    List<List<String>> steps = new ArrayList<>();
    boolean isNew = !OrganizationCommands.exists(api, organization);
    if (isNew) {
      steps.add(List.of("org", "create", organization, "--country", country, "--currency", currency,
          "--license-everybody"));
    }
    if (!hasDeck(api)) {
      steps.add(List.of("deck", "import", deckFile().toString()));
    }
    if (isNew || CreditCommands.balanceMicros(api, organization) <= 0) {
      steps.add(List.of("credit", "buy", organization, credit, currency, "--yes"));
    }
    steps.add(List.of("call", "authorize", organization, "ann", "--dial", dial));
    return steps;
  }

  private boolean hasDeck(Api api) {
    for (RateDeck deck : DeckCommands.decks(api, CallType.CALL_TYPE_DIAL_OUT)) {
      if (deck.getCurrencyCode().equals(currency)
          && Timestamps.toMillis(deck.getEffectiveTime()) <= System.currentTimeMillis()) {
        return true;
      }
    }
    return false;
  }

  private Path deckFile() throws IOException {
    Path file = Path.of("trial-dial-out-" + currency + ".csv");
    if (!Files.exists(file)) {
      Files.writeString(file, deck(), StandardCharsets.UTF_8);
      println("A rate deck with a few sample prices: " + file.toAbsolutePath());
    }
    return file;
  }

  private String deck() {
    return """
        prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
        1,North America,0.010,0,60,60,%1$s
        33,France,0.020,0,60,60,%1$s
        44,United Kingdom,0.015,0,60,60,%1$s
        4477,United Kingdom mobile,0.032,0,60,60,%1$s
        49,Germany,0.018,0,60,60,%1$s
        """
        .formatted(currency);
  }

  private int run(List<String> step) {
    println("\n$ tollbridge " + String.join(" ", step));
    List<String> arguments = new ArrayList<>(step);
    arguments.addAll(connection.arguments());
    CommandLine main = spec().parent().commandLine();
    return main.execute(arguments.toArray(String[]::new));
  }

  private void println(String line) {
    spec().commandLine().getOut().println(line);
    spec().commandLine().getOut().flush();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
