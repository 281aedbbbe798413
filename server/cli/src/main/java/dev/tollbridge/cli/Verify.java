package dev.tollbridge.cli;

import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.audit.LogAudit;
import dev.tollbridge.server.audit.Report;
import dev.tollbridge.server.audit.ShardAudit;
import dev.tollbridge.server.log.NewerFormatException;
import dev.tollbridge.server.storage.Manifest;
import dev.tollbridge.server.storage.OfflineDirectory;
import dev.tollbridge.server.storage.StartupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a data directory or a backup, down to the last micro. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
  "Checks a data directory that no server uses, or a backup, and changes nothing in it.", "",
  "It reads every file, replays the log from the older snapshot in memory, compares the result with the newer"
      + " snapshot and with the stored call records and ledger entries, then checks the money: every balance in the ledger"
      + " follows from the one before, every charge has its call record and vice versa, no usage is booked twice,"
      + " and each organization's credit is its ledger balance less what active legs were charged.",
  "",
  "A log tail torn by a crash, and rows that a crash kept from being stored, are not findings: the next start repairs"
      + " them."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:No findings.",
      "1:There are findings; the lines above the verdict give file, position, organization and figures.",
      "2:Wrong options, no such directory, in use by a server, or written by another version"
          + " in a format unknown to this one."},
    footerHeading = "%nExamples:%n", footer = {
      "  tollbridge verify /var/lib/tollbridge", "  tollbridge verify --findings 100 backups/monday"})
final class Verify implements Callable<Integer> {
  private static final int USAGE = 2;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The data directory or backup.")
  private Path directory = Path.of("");

  @Option(names = "--findings", paramLabel = "N", defaultValue = "10",
      description = "Findings shown for each check; the others are only counted. Default: ${DEFAULT-VALUE}.")
  private int findings = 10;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    Main.require(command, findings < 1 ? "--findings must be above zero" : null);
    try (OfflineDirectory offline = OfflineDirectory.open(directory)) {
      return verify(offline, report(command)) == 0 ? 0 : Main.FAILED;
    } catch (StartupException | NewerFormatException e) {
      System.err.println("tollbridge: " + e.getMessage());
      return USAGE;
    }
  }

  private Report report(CommandSpec command) {
    return new Report(command.commandLine().getOut(), command.commandLine().getErr(), findings);
  }

  /** Checks everything and returns the number of findings. */
  static long verify(OfflineDirectory offline, Report report) throws IOException {
    Path directory = offline.layout().root();
    if (Manifest.isIn(directory)) {
      files(directory, report);
    }
    int shards = settings(offline, report);
    LogAudit.run(offline.layout(), shards, !Manifest.isIn(directory), report);
    var pool = new DeckPool();
    for (int shard = 0; shard < shards; shard++) {
      ShardAudit.run(offline.layout(), shard, pool, report);
    }
    report.verdict();
    return report.findings();
  }

  private static void files(Path backup, Report report) throws IOException {
    Report.Check check = report.check("files of the backup");
    int files = 0;
    try {
      Manifest manifest = Manifest.read(backup);
      manifest.check(backup, check::found);
      files = manifest.entries().size();
    } catch (StartupException e) {
      check.found(String.valueOf(e.getMessage()));
    }
    check.end(files + " files");
  }

  /** Returns how many shards there are to check; none when the settings do not show it. */
  private static int settings(OfflineDirectory offline, Report report) {
    Report.Check check = report.check("settings");
    int shards = 0;
    try {
      shards = offline.shards();
    } catch (StartupException e) {
      check.found(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    check.end(shards + " shards");
    return shards;
  }
}
