package dev.tollbridge.server.worker;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The usual ways to handle a worker's failure. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int MAX_DOUBLINGS = 4;

  private Failures() {}

  /** The worker ends, and with it everything that depends on it. */
  public static Worker.FailureHandler stop(String worker, Consumer<Throwable> stopped) {
    return (failure, _) -> {
      stopped.accept(new WorkerFailedException(worker, failure));
      return null;
    };
  }

  /** The worker logs and retries, at first after {@code firstRest}, then after longer rests; for what can wait. */
  public static Worker.FailureHandler retry(String worker, Duration firstRest, Runnable failed) {
    return (failure, inARow) -> {
      failed.run();
      Duration rest = firstRest.multipliedBy(1L << Math.min(inARow - 1, MAX_DOUBLINGS));
      LOG.error("The {} failed and is retried in {}", worker, rest, failure);
      return rest;
    };
  }
}
