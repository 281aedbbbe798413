package dev.tollbridge.server.record.export;

import java.time.Duration;

/**
 * How much is exported in one batch, and how long the export waits.
 *
 * @param batchRows rows of one transaction
 * @param poll between rounds when every row is exported
 * @param leastRetry after the first failure; doubles with every further one
 * @param mostRetry the longest wait after a failure
 * @param connect how long a connection may take
 */
record ExportPace(int batchRows, Duration poll, Duration leastRetry, Duration mostRetry, Duration connect) {
  static final ExportPace DEFAULT = new ExportPace(5_000, Duration.ofSeconds(1), Duration.ofMillis(500),
      Duration.ofSeconds(30), Duration.ofSeconds(10));

  /** @param failureCount in a row, 1 or more */
  Duration retry(int failureCount) {
    Duration wait = leastRetry;
    for (int failure = 1; failure < failureCount && wait.compareTo(mostRetry) < 0; failure++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(mostRetry) < 0 ? wait : mostRetry;
  }
}
