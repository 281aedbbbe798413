package dev.tollbridge.server.bridge;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegEvent;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Leg events with arbitrary texts, times and orders, as bad switches and clocks make them. */
final class OddEvents {
  static final long START_MICROS = TimeUnit.SECONDS.toMicros(Instant.parse("2026-03-02T12:00:00Z").getEpochSecond());
  static final List<String> ORGANIZATIONS = List.of("acme", "globex");

  private static final long MINUTE_MICROS = 60_000_000;
  private static final List<String> TEXTS = List.of("", " ", "\u0000", "anonymous", "\uD834", "\uDD1E\uD834",
      "\uD834\uDD1E", "\u202Etxet", "\uFEFF", "a\r\nb", "\u2028", "\uFFFF", "=cmd|'/c calc'!A1", "💥".repeat(80),
      "Q.850;cause=16", "sip:+33140000000@sbc.example.net;user=phone", "tel:+33140000000", "+33140000000", "0033140",
      "null", "%00", "\"\"\"", "x".repeat(65), "\uD83D".repeat(70));
  private static final List<String> DIALLED = List.of("+33140000000", "+33199999999", "+442071838750", "112");
  private static final List<String> SERVICE_NUMBERS = List.of("+18005550100", "+18005550199", "18005550100");

  private final Random random;
  private long lastNumber;

  OddEvents(long seed) {
    random = new Random(seed);
  }

  /** Time from one event to the next. */
  long pauseMicros() {
    return random.nextInt(10) == 0 ? random.nextLong(20 * MINUTE_MICROS) : random.nextLong(MINUTE_MICROS);
  }

  LegEvent next(long sequence, long nowMicros) {
    var event = LegEvent.newBuilder().setSequence(sequence).setLegNumber(number());
    return random.nextInt(5) < 3
        ? event.setAnswered(answered(nowMicros)).build()
        : event.setEnded(ended(nowMicros)).build();
  }

  /** Mostly a new number or one of the last few; sometimes one that cannot be. */
  private long number() {
    return switch (random.nextInt(12)) {
      case 0 -> List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE).get(random.nextInt(4));
      case 1, 2, 3, 4, 5 -> Math.max(1, lastNumber - random.nextInt(12));
      default -> ++lastNumber;
    };
  }

  private LegAnswered answered(long nowMicros) {
    boolean dialOut = random.nextInt(3) > 0;
    var answered = LegAnswered.newBuilder().setLegId(text()).setConferenceId(text()).setOrganizerId(text())
        .setOrganizationId(random.nextInt(20) == 0 ? text() : ORGANIZATIONS.get(random.nextInt(2)));
    if (dialOut) {
      answered.setDirection(Direction.DIRECTION_DIAL_OUT).setServiceNumber(text())
          .setRemoteNumber(random.nextInt(20) == 0 ? text() : DIALLED.get(random.nextInt(DIALLED.size())));
    } else {
      answered.setDirectionValue(random.nextInt(20) == 0 ? random.nextInt(9) - 3 : 1).setRemoteNumber(text())
          .setServiceNumber(random.nextInt(8) == 0 ? text() : SERVICE_NUMBERS.get(random.nextInt(3)));
    }
    if (random.nextInt(30) > 0) {
      answered.setAnswerTime(time(nowMicros));
    }
    return answered.build();
  }

  private LegEnded ended(long nowMicros) {
    var ended = LegEnded.newBuilder().setCause(text())
        .setOrganizationId(random.nextInt(3) == 0 ? text() : ORGANIZATIONS.get(random.nextInt(2)));
    if (random.nextInt(10) > 0) {
      ended.setEndTime(time(nowMicros));
    }
    return ended.build();
  }

  private Timestamp time(long nowMicros) {
    return switch (random.nextInt(14)) {
      case 0 -> timestamp(random.nextLong(), 0);
      case 1 -> timestamp(0, random.nextInt());
      case 2 -> timestamp(nowMicros / 1_000_000, random.nextInt());
      case 3 -> at(nowMicros + random.nextLong(3_000 * MINUTE_MICROS));
      case 4 -> at(nowMicros - random.nextLong(3_000 * MINUTE_MICROS));
      case 5 -> at(nowMicros - random.nextLong(100 * 24 * 60 * MINUTE_MICROS));
      default -> at(nowMicros - random.nextLong(10 * MINUTE_MICROS));
    };
  }

  private static Timestamp at(long micros) {
    return timestamp(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000);
  }

  private static Timestamp timestamp(long seconds, int nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  private String text() {
    if (random.nextBoolean()) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    var text = new StringBuilder();
    int length = random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(20);
    int bound = random.nextBoolean() ? 0x80 : random.nextBoolean() ? 0x10000 : 0x110000;
    random.ints(length, 0, bound).forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Whether an answer cannot be charged, or repeats the number of a leg. */
  static boolean mayBeRefused(LegEvent event, long nowMicros) {
    LegAnswered answered = event.getAnswered();
    boolean unknown = !ORGANIZATIONS.contains(answered.getOrganizationId());
    boolean dialOut = answered.getDirection() == Direction.DIRECTION_DIAL_OUT;
    boolean noDirection = !dialOut && answered.getDirection() != Direction.DIRECTION_DIAL_IN;
    boolean noNumber = dialOut
        ? !DIALLED.contains(answered.getRemoteNumber())
        : answered.getServiceNumber().isBlank();
    long seconds = answered.getAnswerTime().getSeconds();
    boolean noTime = seconds < Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    boolean tooOld = seconds <= nowMicros / 1_000_000 - TimeUnit.DAYS.toSeconds(45);
    return unknown || noDirection || noNumber || noTime || tooOld;
  }
}
