package dev.tollbridge.cli;

import dev.tollbridge.server.storage.NewDirectory;
import dev.tollbridge.server.storage.StartupException;
import dev.tollbridge.v1.BackupRequest;
import dev.tollbridge.v1.BackupResponse;
import dev.tollbridge.v1.MaintenanceServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies everything that a running server holds, as of one moment. */
@Command(name = "backup", mixinStandardHelpOptions = true, description = {
  "Copies all data of a running server, as of one moment, while it keeps running.", "",
  "The copy is sent over gRPC, so the server may be on another machine; it is written to a temporary directory, checked,"
      + " synced and then renamed, so DIR is complete or absent. One backup runs at a time. Meanwhile the server needs disk"
      + " space for a copy of one shard's records."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:DIR is complete.",
      "1:The backup failed; DIR was not made.", "2:Wrong options."},
    footerHeading = "%nExamples:%n", footer = {
      "  tollbridge backup backups/monday", "  tollbridge verify backups/monday",
      "  tollbridge backup --target rating.internal:9090 backups/monday"})
final class BackupCommand implements Callable<Integer> {
  private static final int MIB = 1 << 20;

  @Parameters(paramLabel = "DIR", description = "Directory to make; must be new or empty.")
  private Path directory = Path.of("");

  @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090",
      description = "The server's gRPC address, plain text. Default: ${DEFAULT-VALUE}.")
  private HostAndPort target = new HostAndPort("127.0.0.1", 9090);

  @Override
  public Integer call() throws IOException {
    ManagedChannel channel = Channels.open(target);
    try (NewDirectory made = NewDirectory.of(directory)) {
      var writer = new BackupWriter(made.path());
      Iterator<BackupResponse> parts = MaintenanceServiceGrpc.newBlockingStub(channel)
          .backup(BackupRequest.getDefaultInstance());
      while (parts.hasNext()) {
        writer.write(parts.next());
      }
      writer.finish();
      made.complete();
      System.out.printf("%s: %d files, %.1f MiB%n", directory, writer.fileCount(), (double) writer.sizeBytes() / MIB);
      return 0;
    } catch (StatusRuntimeException e) {
      throw new StartupException("no backup was made: " + target + " answered " + e.getStatus().getCode() + " "
          + e.getStatus().getDescription());
    } finally {
      channel.shutdownNow();
    }
  }
}
