package dev.tollbridge.cli;

import dev.tollbridge.server.storage.NewDirectory;
import dev.tollbridge.v1.BackupRequest;
import dev.tollbridge.v1.BackupResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies everything that a running server holds, as of one moment. */
@Command(name = "backup", mixinStandardHelpOptions = true, description = {
  "Copies all data of a running server, as of one moment, while it keeps running.", "",
  "The copy is sent over gRPC, so the server may be on another machine; it is written to a temporary directory, checked,"
      + " synced and then renamed, so DIR is complete or absent, also after Ctrl-C. One backup runs at a time. Meanwhile the"
      + " server needs disk space for a copy of one shard's records."},
    footer = {"  tollbridge backup backups/monday", "  tollbridge verify backups/monday",
      "  tollbridge backup --target rating.internal:9090 backups/monday"})
final class BackupCommand implements Callable<Integer> {
  /** How long Ctrl-C waits until the incomplete copy is removed. */
  private static final long PATIENCE_SECONDS = 10;

  @Parameters(paramLabel = "DIR", description = "Directory to make; must be new or empty.")
  private Path directory = Path.of("");

  @Mixin
  private ServerCall server = new ServerCall();

  /** A copy as it was made. */
  private record Copy(Path directory, int files, long sizeBytes) {}

  @Override
  public Integer call() throws Exception {
    return server.run(api -> {
      Copy copy = copy(api);
      server.output.one(Table.of(Column.text("directory", each -> each.directory().toString()),
          Column.number("files", Copy::files), Column.number("bytes", Copy::sizeBytes)), copy);
    });
  }

  private Copy copy(Api api) throws IOException {
    var removed = new CountDownLatch(1);
    Thread interruption = new Thread(() -> {
      api.channel().shutdownNow();
      await(removed);
    }, "interruption");
    Runtime.getRuntime().addShutdownHook(interruption);
    try (NewDirectory made = NewDirectory.of(directory)) {
      var writer = new BackupWriter(made.path());
      Iterator<BackupResponse> parts = api.maintenance().backup(BackupRequest.getDefaultInstance());
      while (parts.hasNext()) {
        writer.write(parts.next());
      }
      writer.finish();
      made.complete();
      return new Copy(directory, writer.fileCount(), writer.sizeBytes());
    } finally {
      removed.countDown();
      withdraw(interruption);
    }
  }

  private static void await(CountDownLatch removed) {
    try {
      var _ = removed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void withdraw(Thread interruption) {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process is ending, and would only complain of the channel.
      LockSupport.park();
    }
  }
}
