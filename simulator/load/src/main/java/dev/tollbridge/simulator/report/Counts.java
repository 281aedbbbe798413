package dev.tollbridge.simulator.report;

/**
 * Totals of a run so far.
 *
 * @param legsDue legs that should have been started
 * @param minutesCharged minutes whose charges were received
 * @param unacknowledged events that the server has not acknowledged
 * @param lagNanos how late the last leg was started
 */
record Counts(
    long legsDue,
    long legsStarted,
    long legsEnded,
    long minutesCharged,
    long records,
    long unacknowledged,
    long lagNanos) {

  long legsActive() {
    return legsStarted - legsEnded;
  }
}
