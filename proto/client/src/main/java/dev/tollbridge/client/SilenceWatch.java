package dev.tollbridge.client;

import java.time.Duration;

/**
 * Detects that a server has fallen silent: nothing was received in {@link #MAX_SILENT_INTERVALS} intervals in a row. An
 * interval begins when the previous one was checked, so that a bridge that was itself paused first receives what has
 * arrived meanwhile. Used on the loop only.
 */
final class SilenceWatch {

  static final int MAX_SILENT_INTERVALS = 4;

  private final Loop loop;
  private final Duration interval;
  private final Runnable onSilence;
  private Runnable cancel = () -> {};
  private boolean heard;
  private int silentIntervals;

  /** @param interval how often the server promised to send something; zero: not at all */
  SilenceWatch(Loop loop, Duration interval, Runnable onSilence) {
    this.loop = loop;
    this.interval = interval;
    this.onSilence = onSilence;
  }

  void start() {
    if (!interval.isZero()) {
      cancel = loop.schedule(this::look, interval);
    }
  }

  private void look() {
    silentIntervals = heard ? 0 : silentIntervals + 1;
    heard = false;
    if (silentIntervals < MAX_SILENT_INTERVALS) {
      start();
    } else {
      onSilence.run();
    }
  }

  /** Something was received from the server. */
  void heard() {
    heard = true;
  }

  void stop() {
    cancel.run();
  }
}
