package dev.tollbridge.simulator.cdr;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/** Writes one report: chunks are made by several threads and written in order, a bounded number at a time. */
public final class CdrRun {
  /** Chunks made ahead of the one being written, for each thread. */
  private static final int CHUNKS_AHEAD = 3;

  private final CdrOptions options;
  private final int threads;
  private final LongConsumer progress;
  private volatile boolean stopped;

  /** @param progress is told the number of records written so far */
  public CdrRun(CdrOptions options, int threads, LongConsumer progress) {
    this.options = options;
    this.threads = threads;
    this.progress = progress;
  }

  /** Writes no further; {@link #write} returns false. */
  public void stop() {
    stopped = true;
  }

  /** Writes the report; true when all of it was. Flushes, does not close. */
  public boolean write(OutputStream to, boolean gzip) throws IOException, InterruptedException {
    ReportStream stream = gzip ? new GzipReportStream(to) : ReportStream.plain(to);
    ChunkMaker maker = new ChunkMaker(options);
    stream.write(stream.prepare(maker.header()));
    ExecutorService workers = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    try {
      return chunks(maker, stream, workers) && finish(stream, to);
    } finally {
      workers.shutdownNow();
    }
  }

  private boolean chunks(ChunkMaker maker, ReportStream stream, ExecutorService workers)
      throws IOException, InterruptedException {
    Iterator<Schedule.Chunk> chunks = maker.schedule().chunks();
    Queue<Future<ReportStream.Piece>> ahead = new ArrayDeque<>();
    Queue<Schedule.Chunk> order = new ArrayDeque<>();
    while (!stopped && (chunks.hasNext() || !ahead.isEmpty())) {
      while (chunks.hasNext() && ahead.size() < threads * CHUNKS_AHEAD) {
        Schedule.Chunk chunk = chunks.next();
        order.add(chunk);
        ahead.add(workers.submit(() -> stream.prepare(maker.make(chunk))));
      }
      stream.write(made(ahead.remove()));
      Schedule.Chunk written = order.remove();
      progress.accept(written.firstRecord() + written.records());
    }
    return !stopped;
  }

  private static ReportStream.Piece made(Future<ReportStream.Piece> piece) throws InterruptedException {
    try {
      return piece.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a part of the report could not be made", e);
    }
  }

  private static boolean finish(ReportStream stream, OutputStream to) throws IOException {
    stream.finish();
    to.flush();
    return true;
  }
}
