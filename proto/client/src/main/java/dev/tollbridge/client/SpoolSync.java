package dev.tollbridge.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what a spool wrote to disk, in the background, many records at a time, on a daemon thread of its own. */
final class SpoolSync {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolSync.class);
  /** Least time between the end of one sync and the next: the disk has other users. */
  private static final long PAUSE_MILLIS = 50;

  private final Path directory;
  private final Semaphore work = new Semaphore(0);
  private final AtomicBoolean dirty = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile SpoolSegment segment;
  private volatile @Nullable IOException failure;

  SpoolSync(Path directory, SpoolSegment first, String name) {
    this.directory = directory;
    this.segment = first;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
    written();
  }

  /** Another segment is written from now on; the previous one is on disk. */
  void follow(SpoolSegment next) {
    segment = next;
    written();
  }

  /** Something was written. */
  void written() {
    if (dirty.compareAndSet(false, true)) {
      work.release();
    }
  }

  /** Why written records may never be on disk, or null. After a failed sync, a successful one proves nothing. */
  @Nullable
  IOException failure() {
    return failure;
  }

  private void run() {
    SpoolSegment named = null;
    try {
      do {
        work.acquire();
        dirty.set(false);
        SpoolSegment current = segment;
        current.sync();
        if (current != named) {
          SpoolFiles.syncDirectory(directory);
          named = current;
        }
      } while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      failure = e;
      LOG.error("the spool {} cannot be synced to disk and accepts no more events", directory, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  /** Ends the thread, and waits for a sync in progress. */
  void stop() {
    stopped.countDown();
    work.release();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
