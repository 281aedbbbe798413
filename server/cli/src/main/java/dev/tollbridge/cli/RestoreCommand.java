package dev.tollbridge.cli;

import dev.tollbridge.server.audit.Report;
import dev.tollbridge.server.log.LogSeed;
import dev.tollbridge.server.storage.DataLayout;
import dev.tollbridge.server.storage.Manifest;
import dev.tollbridge.server.storage.NewDirectory;
import dev.tollbridge.server.storage.OfflineDirectory;
import dev.tollbridge.server.storage.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a data directory from a backup. */
@Command(name = "restore", mixinStandardHelpOptions = true, description = {
  "Makes a data directory from a backup, for `tollbridge serve` to start from. The backup is verified first and must"
      + " have no findings.",
  "", "The restored server does not know what happened after the backup:",
  "  Bridges: each must open a newer session; a BridgeClient stops with DATA_LOSS to report this. Events acknowledged after"
      + " the backup are lost, and in the old session those that follow are refused with SEQUENCE_GAP. In the newer session the"
      + " bridge reports its active legs, which continue by their leg ids if the backup has them, then its complete list.",
  "  Purchases and other calls since the backup must be repeated; with the same request ids, those that the backup has are"
      + " not made twice.",
  "  PostgreSQL export: a database that is ahead of the restored records is refused. Restore it to a moment before the backup,"
      + " or export into an empty one."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
      "0:The directory is complete.", "1:The backup is damaged, or the directory could not be made.",
      "2:Wrong options."},
    footerHeading = "%nExamples:%n", footer = {
      "  tollbridge restore backups/monday --data /var/lib/tollbridge",
      "  tollbridge serve --data /var/lib/tollbridge"})
final class RestoreCommand implements Callable<Integer> {
  private static final int SHOWN_FINDINGS = 10;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "BACKUP", description = "What `tollbridge backup` made.")
  private Path backup = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", required = true,
      description = "Data directory to make; must be new or empty.")
  private Path data = Path.of("");

  @Override
  public Integer call() throws IOException {
    var io = Objects.requireNonNull(spec).commandLine();
    restore(backup, data, new Report(io.getOut(), io.getErr(), SHOWN_FINDINGS));
    System.out.println(data + " is ready: tollbridge serve --data " + data);
    return 0;
  }

  /** Verifies the backup and makes the directory; throws {@link StartupException} with whatever prevents it. */
  static void restore(Path backup, Path data, Report report) throws IOException {
    if (!Manifest.isIn(backup)) {
      throw new StartupException(backup + " is not a backup: it has no backup.manifest");
    }
    try (OfflineDirectory offline = OfflineDirectory.open(backup); NewDirectory made = NewDirectory.of(data)) {
      if (Verify.verify(offline, report) > 0) {
        throw new StartupException(backup + " is damaged, see above; nothing was restored");
      }
      for (Manifest.Entry entry : Manifest.read(backup).entries()) {
        Path file = made.path().resolve(entry.path());
        Files.createDirectories(file.resolveSibling("."));
        Files.copy(backup.resolve(entry.path()), file);
      }
      LogSeed.write(new DataLayout(made.path()), offline.shards());
      made.complete();
    }
  }
}
