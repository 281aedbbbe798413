package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.usage.Column;
import java.util.List;

/** Generates chunks of a report, each from its own dice, so that it does not matter which thread does it or when. */
final class ChunkMaker {
  private static final int BYTES_PER_RECORD = 400;
  private static final int SAME_CALL_ID_PER_TEN_THOUSAND = 100;

  private final CdrOptions options;
  private final List<Office> offices;
  private final Schedule schedule;
  private final CallMaker calls;

  ChunkMaker(CdrOptions options) {
    this.options = options;
    this.offices = Office.all(options);
    this.schedule = new Schedule(options.period(), offices, options.count());
    ReportNumbers numbers = new ReportNumbers(options.seed(), options.format());
    this.calls = new CallMaker(options, numbers, new SamplePrices(options.format()));
  }

  Schedule schedule() {
    return schedule;
  }

  /** The text before the first record. */
  ByteBuilder header() {
    byte[] header = options.format().header();
    ByteBuilder bytes = new ByteBuilder(header.length + Column.values().length);
    bytes.append(header);
    return bytes;
  }

  /** The chunk's records as text. */
  ByteBuilder make(Schedule.Chunk chunk) {
    ByteBuilder bytes = new ByteBuilder(chunk.records() * BYTES_PER_RECORD);
    ReportRecordEncoder encoder = new ReportRecordEncoder(options.format(), new UsageIds(options));
    Dice dice = Dice.of(options.seed(), chunk.slot(), chunk.part());
    Weights busy = schedule.offices(chunk.slot());
    long slotMilli = options.period().slotSecond(chunk.slot()) * 1000;
    int made = 0;
    while (made < chunk.records()) {
      Meeting meeting = Meeting.draw(dice, offices.get(busy.draw(dice)), slotMilli);
      int legs = Math.min(meeting.legs(), chunk.records() - made);
      legs(dice, meeting, legs, chunk.firstRecord() + made, encoder, bytes);
      made += legs;
    }
    return bytes;
  }

  private void legs(Dice dice, Meeting meeting, int legs, long firstRecord, ReportRecordEncoder encoder,
      ByteBuilder bytes) {
    long callIdHigh = dice.nextLong();
    long callIdLow = dice.nextLong();
    for (int leg = 0; leg < legs; leg++) {
      // Call IDs are not guaranteed to be unique, and occasionally they are not.
      if (!dice.oftenPerTenThousand(SAME_CALL_ID_PER_TEN_THOUSAND)) {
        callIdHigh = dice.nextLong();
        callIdLow = dice.nextLong();
      }
      encoder.encode(firstRecord + leg, calls.draw(dice, meeting, callIdHigh, callIdLow), bytes);
    }
  }
}
