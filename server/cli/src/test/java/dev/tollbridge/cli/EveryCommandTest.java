package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What holds for every command: its help teaches, its examples are right, its JSON is JSON. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EveryCommandTest {
  /** Their output is a file of the server's own. */
  private static final Set<String> FILES = Set.of("tollbridge report usage");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static CommandLine main() {
    return Main.commandLine(new Terminal(Optional::empty));
  }

  private static void leaves(CommandLine command, List<CommandLine> found) {
    if (command.getSubcommands().isEmpty() && !(command.getCommand() instanceof CommandLine.HelpCommand)) {
      found.add(command);
    }
    command.getSubcommands().values().stream().distinct().forEach(each -> leaves(each, found));
  }

  private static List<CommandLine> leaves() {
    List<CommandLine> found = new ArrayList<>();
    leaves(main(), found);
    return found;
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static boolean callsServer(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .anyMatch(mixin -> mixin.userObject() instanceof ServerCall);
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher found = WORD.matcher(line);
    while (found.find()) {
      words.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
    return words.toArray(String[]::new);
  }

  @Test
  void helpTeachesWithExamplesThatAreRight() {
    for (CommandLine command : leaves()) {
      String help = command.getUsageMessage();
      assertThat(command.getCommandSpec().usageMessage().description()).as(name(command)).isNotEmpty();
      assertThat(help).as(name(command)).contains("Example", "  " + name(command));
      assertThat(help).as(name(command)).contains(callsServer(command) ? "the server cannot be reached" : "");
      for (String line : command.getCommandSpec().usageMessage().footer()) {
        if (line.strip().startsWith("tollbridge ")) {
          String[] words = words(line.strip().substring("tollbridge ".length()).replaceFirst(" [>|].*", ""));
          assertThat(main().parseArgs(words).subcommand()).as(line).isNotNull();
        }
      }
    }
  }

  @Test
  void jsonOfEveryCommandIsJson(@TempDir Path folder) throws Exception {
    Path deck = Files.writeString(folder.resolve("deck.csv"),
        """
            prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
            33,France,0.02,0,60,60,USD
            """);
    String start = Instant.now().minus(1, ChronoUnit.HOURS).toString();
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      Set<String> seen = new TreeSet<>();
      run(server, seen, "status");
      run(server, seen, "org create acme --country US --currency USD --license-everybody");
      run(server, seen, "org get acme");
      run(server, seen, "org update acme --name Acme");
      run(server, seen, "org list");
      run(server, seen, "licence assign acme ann bob");
      run(server, seen, "licence list acme");
      run(server, seen, "licence remove acme ann");
      run(server, seen, "credit buy acme 50 USD --yes");
      run(server, seen, "credit adjust acme 1 USD --yes --reason test");
      run(server, seen, "credit recharge set acme --below 60USD --buy 50USD");
      run(server, seen, "credit balance acme");
      run(server, seen, "credit lots acme");
      run(server, seen, "credit ledger acme");
      run(server, seen, "deck check " + deck);
      String id = JsonParser.parseString(run(server, seen, "deck import --effective-time 2026-01-01 " + deck))
          .getAsJsonObject().get("deck_id").getAsString();
      run(server, seen, "deck list");
      run(server, seen, "deck get " + id);
      run(server, seen, "deck export " + id);
      run(server, seen, "deck diff " + id + " " + id);
      run(server, seen, "rate lookup +33140000000 --currency USD");
      run(server, seen, "number put +442071234567 toll");
      run(server, seen, "number list");
      run(server, seen, "number delete +442071234567");
      run(server, seen, "call authorize acme ann --dial +33140000000");
      run(server, seen,
          "call rate acme ann --dial +33140000000 --seconds 9 --book --yes --request-id u1 --start " + start);
      String recharges = run(server, seen, "credit recharge list");
      run(server, seen, "call list acme");
      run(server, seen, "call get acme u1");
      run(server, seen, "credit refund acme u1 --reason test --yes");
      run(server, seen, "audit --organization acme");
      String token = JsonParser.parseString(run(server, seen, "token create --name ann --role viewer"))
          .getAsJsonObject().getAsJsonObject("token").get("token_id").getAsString();
      run(server, seen, "token list");
      run(server, seen, "token revoke " + token);
      run(server, seen, "report organizers acme");
      run(server, seen, "report statement acme");
      run(server, seen, "rerate --from " + start + " --to " + Instant.now());
      run(server, seen, "backup " + folder.resolve("backup"));
      run(server, seen,
          "deck delete " + JsonParser.parseString(server.run("deck", "import", "--json", "--effective-time",
              "2027-01-01", deck.toString()).out()).getAsJsonObject().get("deck_id").getAsString());
      String recharge = JsonParser.parseString(recharges).getAsJsonArray().get(0).getAsJsonObject().get("recharge_id")
          .getAsString();
      run(server, seen, "credit recharge report acme " + recharge + " --failed declined");
      run(server, seen, "org close acme --forfeit --yes");
      run(server, seen, "org reopen acme");
      assertThat(seen).containsExactlyInAnyOrderElementsOf(leaves().stream().filter(EveryCommandTest::callsServer)
          .map(EveryCommandTest::name).filter(each -> !FILES.contains(each)).toList());
    }
  }

  private static String run(RunningServer server, Set<String> seen, String line) {
    CommandRun run = server.run((line + " --json").split(" "));
    assertThat(run.exitCode()).as(line + "\n" + run.err()).isZero();
    assertThat(JsonParser.parseString(run.out()).isJsonNull()).as(line).isFalse();
    var parsed = main().parseArgs(line.split(" "));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    seen.add(parsed.commandSpec().qualifiedName());
    return run.out();
  }
}
