package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What holds for every command: its help teaches, its examples are right, and programs read its output. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EveryCommandTest {
  /** Their output is a file of the server's own. */
  private static final Set<String> FILES = Set.of("tollbridge report usage");
  /** They run several others, whose output is theirs. */
  private static final Set<String> SEVERAL = Set.of("tollbridge trial");
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

  /** What scripts read. */
  enum Form {
    JSON("--json"), CSV("-o csv");

    private final String option;

    Form(String option) {
      this.option = option;
    }
  }

  @Test
  void commandsThatCallAServerHaveAnOutput() {
    assertThat(leaves()).filteredOn(command -> command.getCommandSpec().mixins().values().stream()
        .anyMatch(mixin -> mixin.userObject() instanceof ConnectionFlags))
        .allMatch(command -> callsServer(command) || SEVERAL.contains(name(command)));
  }

  @ParameterizedTest
  @EnumSource
  void theOutputOfEveryCommandIsRead(Form form, @TempDir Path folder) throws Exception {
    Path deck = Files.writeString(folder.resolve("deck.csv"),
        """
            prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
            33,France,0.02,0,60,60,USD
            """);
    String start = Instant.now().minus(1, ChronoUnit.HOURS).toString();
    try (RunningServer server = RunningServer.start(folder.resolve("data"));
        ObedientBridge bridge = ObedientBridge.connected(server.target(), "edge-1")) {
      Set<String> seen = new TreeSet<>();
      run(server, form, seen, "status");
      run(server, form, seen, "org create acme --country US --currency USD --license-everybody");
      run(server, form, seen, "org get acme");
      run(server, form, seen, "org update acme --name Acme");
      run(server, form, seen, "org list");
      run(server, form, seen, "licence assign acme ann bob");
      run(server, form, seen, "licence list acme");
      run(server, form, seen, "licence remove acme ann");
      run(server, form, seen, "credit buy acme 50 USD --yes");
      run(server, form, seen, "credit adjust acme 1 USD --yes --reason test");
      run(server, form, seen, "credit recharge set acme --below 60USD --buy 50USD");
      run(server, form, seen, "credit balance acme");
      run(server, form, seen, "credit lots acme");
      run(server, form, seen, "credit ledger acme");
      run(server, form, seen, "deck check " + deck);
      String id = value(run(server, form, seen, "deck import --effective-time 2026-01-01 " + deck), "deck_id");
      run(server, form, seen, "deck list");
      run(server, form, seen, "deck get " + id);
      run(server, form, seen, "deck export " + id);
      run(server, form, seen, "deck diff " + id + " " + id);
      run(server, form, seen, "rate lookup +33140000000 --currency USD");
      run(server, form, seen, "number put +442071234567 toll");
      run(server, form, seen, "number list");
      run(server, form, seen, "number delete +442071234567");
      run(server, form, seen, "call authorize acme ann --dial +33140000000");
      run(server, form, seen,
          "call rate acme ann --dial +33140000000 --seconds 9 --book --yes --request-id u1 --start " + start);
      bridge.answer("acme", "leg-1", "+33140000000");
      run(server, form, seen, "legs list");
      run(server, form, seen, "legs watch --times 1");
      run(server, form, seen, "legs end acme leg-1 --yes");
      var _ = bridge.obey();
      List<Map<String, String>> recharges = run(server, form, seen, "credit recharge list");
      run(server, form, seen, "call list acme");
      run(server, form, seen, "call get acme u1");
      run(server, form, seen, "credit refund acme u1 --reason test --yes");
      run(server, form, seen, "audit --organization acme");
      String token = value(run(server, form, seen, "token create --name ann --role viewer"), "token_id");
      run(server, form, seen, "token list");
      run(server, form, seen, "token revoke " + token);
      run(server, form, seen, "report organizers acme");
      run(server, form, seen, "report statement acme");
      run(server, form, seen, "rerate --from " + start + " --to " + Instant.now());
      run(server, form, seen, "backup " + folder.resolve("backup"));
      run(server, form, seen, "deck delete "
          + value(run(server, form, seen, "deck import --effective-time 2027-01-01 " + deck), "deck_id"));
      run(server, form, seen,
          "credit recharge report acme " + value(recharges, "recharge_id") + " --failed declined");
      run(server, form, seen, "org close acme --forfeit --yes");
      run(server, form, seen, "org reopen acme");
      assertThat(seen).containsExactlyInAnyOrderElementsOf(leaves().stream().filter(EveryCommandTest::callsServer)
          .map(EveryCommandTest::name).filter(each -> !FILES.contains(each)).toList());
    }
  }

  /** Runs a command. Returns the fields of its rows, those of objects in a row too. */
  private static List<Map<String, String>> run(RunningServer server, Form form, Set<String> seen, String line) {
    CommandRun run = server.run((line + " " + form.option).split(" "));
    assertThat(run.exitCode()).as(line + "\n" + run.err()).isZero();
    var parsed = main().parseArgs(line.split(" "));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    seen.add(parsed.commandSpec().qualifiedName());
    return switch (form) {
      case JSON -> json(run.out(), line);
      case CSV -> csv(run.out(), line);
    };
  }

  private static List<Map<String, String>> json(String text, String line) {
    JsonElement parsed = JsonParser.parseString(text);
    assertThat(parsed.isJsonNull()).as(line).isFalse();
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonElement row : parsed.isJsonArray() ? parsed.getAsJsonArray() : List.of(parsed)) {
      rows.add(new HashMap<>());
      fields(row.getAsJsonObject(), rows.getLast());
    }
    return rows;
  }

  private static void fields(JsonObject object, Map<String, String> fields) {
    object.entrySet().forEach(field -> {
      if (field.getValue().isJsonObject()) {
        fields(field.getValue().getAsJsonObject(), fields);
      } else if (field.getValue().isJsonPrimitive()) {
        fields.put(field.getKey(), field.getValue().getAsString());
      }
    });
  }

  private static List<Map<String, String>> csv(String text, String line) {
    List<List<String>> records = CsvReader.builder().ofCsvRecord(text).stream().map(CsvRecord::getFields).toList();
    List<String> header = records.getFirst();
    assertThat(header).as(line).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
    assertThat(records).as(line).allMatch(record -> record.size() == header.size());
    return records.stream().skip(1).map(record -> IntStream.range(0, header.size()).boxed()
        .collect(Collectors.toMap(header::get, record::get))).toList();
  }

  private static String value(List<Map<String, String>> rows, String field) {
    return Objects.requireNonNull(rows.getFirst().get(field), field);
  }
}
