package dev.tollbridge.benchmarks.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** The least that a durable log can do: appends, and waits for the disk. */
final class FsyncLoop {
  private static final int ENTRY_BYTES = 2_000;
  private static final int PER_SECOND = 300;

  private FsyncLoop() {}

  /** The 99th percentile of an append with its sync, in ms, at the rate of a log's entries. */
  static double p99Millis(Path directory, Duration duration) throws IOException {
    try (FileChannel file = FileChannel.open(directory.resolve("fsync-loop"), StandardOpenOption.CREATE,
        StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
      long[] nanos = new long[(int) (duration.toSeconds() * PER_SECOND)];
      long startNanos = System.nanoTime();
      for (int i = 0; i < nanos.length; i++) {
        long due = startNanos + i * (Duration.ofSeconds(1).toNanos() / PER_SECOND);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        long before = System.nanoTime();
        int _ = file.write(ByteBuffer.allocate(ENTRY_BYTES));
        file.force(false);
        nanos[i] = System.nanoTime() - before;
      }
      Arrays.sort(nanos);
      return nanos[(int) (nanos.length * 0.99)] / 1e6;
    }
  }
}
