package dev.tollbridge.client;

import java.util.concurrent.atomic.LongAdder;

/** Running totals for the statistics; counted on the loop, read by any thread. */
final class Counters {

  final LongAdder eventsSent = new LongAdder();
  final LongAdder eventsResent = new LongAdder();
  final LongAdder batchesSent = new LongAdder();
  final LongAdder reconnects = new LongAdder();
  final LongAdder rejections = new LongAdder();
  final LongAdder notices = new LongAdder();
}
