package dev.tollbridge.client;

/**
 * Counts of one client since it was built, read one after another while it runs.
 *
 * @param eventsSent events sent for the first time
 * @param eventsResent events sent again after a reconnect
 * @param acknowledgedSequence every event up to here is on the server's disk
 * @param unacknowledged events numbered and not yet acknowledged, sent or not
 * @param reconnects streams opened after the first
 * @param activeLegs legs answered and not ended, closed or rejected, as far as events were sent
 * @param batchesSent messages that carried events
 * @param rejections events that the server rejected
 * @param notices notices that the server sent about events it applied
 */
public record ClientStatistics(
    long eventsSent,
    long eventsResent,
    long acknowledgedSequence,
    int unacknowledged,
    long reconnects,
    int activeLegs,
    long batchesSent,
    long rejections,
    long notices) {}
