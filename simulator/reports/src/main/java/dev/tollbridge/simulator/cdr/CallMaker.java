package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.NumberType;
import java.util.List;

/** Generates the calls of meetings: who joins from where, when, and what it costs. Stateless; any thread. */
final class CallMaker {
  private static final int ANONYMOUS_PER_TEN_THOUSAND = 500;
  private static final int ABROAD_PER_TEN_THOUSAND = 2500;
  private static final int ZERO_LENGTH_PER_TEN_THOUSAND = 60;
  private static final int EARLY_LEAVERS_PER_TEN_THOUSAND = 3000;
  private static final int FORGOTTEN_PER_TEN_THOUSAND = 1;
  private static final int HOUR_MILLIS = 3_600_000;
  private static final int LONGEST_HOURS = 24;

  private final Period period;
  private final Mix mix;
  private final ReportNumbers numbers;
  private final SamplePrices prices;

  CallMaker(CdrOptions options, ReportNumbers numbers, SamplePrices prices) {
    this.period = options.period();
    this.mix = options.mix();
    this.numbers = numbers;
    this.prices = prices;
  }

  /** Draws one leg of a meeting with the given halves of its Call ID. */
  GeneratedCall draw(Dice dice, Meeting meeting, long callIdHigh, long callIdLow) {
    CallType callType = callType(dice);
    Line attendee = attendee(dice, meeting.office().country(), callType);
    Line service = service(dice, attendee.country() < 0 ? meeting.office().country() : attendee.country(), callType);
    boolean dialOut = callType == CallType.CALL_TYPE_DIAL_OUT;
    Line rated = dialOut ? attendee : service;
    long startMilli = start(dice, meeting);
    long endMilli = end(dice, meeting, startMilli);
    Price price = prices.price(callType, rated, dialOut ? "" : attendee.number().countryCode(), startMilli);
    return new GeneratedCall(callIdHigh, callIdLow, meeting.conferenceId(),
        meeting.office().users().get(meeting.organizer()), callType, service, attendee, meeting.office().hiddenDigits(),
        meeting.office().country(), startMilli, endMilli, price);
  }

  private CallType callType(Dice dice) {
    int draw = dice.below(mix.toll() + mix.tollFree() + mix.dialOut());
    if (draw < mix.toll()) {
      return CallType.CALL_TYPE_TOLL_DIAL_IN;
    }
    return draw < mix.toll() + mix.tollFree() ? CallType.CALL_TYPE_TOLL_FREE_DIAL_IN : CallType.CALL_TYPE_DIAL_OUT;
  }

  private Line attendee(Dice dice, int home, CallType callType) {
    boolean dialOut = callType == CallType.CALL_TYPE_DIAL_OUT;
    if (!dialOut && dice.oftenPerTenThousand(ANONYMOUS_PER_TEN_THOUSAND)) {
      return pick(dice, numbers.anonymous());
    }
    boolean abroad = dice.oftenPerTenThousand(ABROAD_PER_TEN_THOUSAND);
    return pick(dice, numbers.attendees(abroad ? dice.below(numbers.countries()) : home));
  }

  /**
   * A service number of the country if there is one, otherwise any; toll-free ones of North America serve all of +1.
   */
  private Line service(Dice dice, int country, CallType callType) {
    boolean tollFree = callType == CallType.CALL_TYPE_TOLL_FREE_DIAL_IN;
    List<Line> lines = numbers.services(tollFree ? NumberType.NUMBER_TYPE_TOLL_FREE : NumberType.NUMBER_TYPE_TOLL);
    for (Line line : lines) {
      if (line.country() == country) {
        return line;
      }
    }
    return pick(dice, lines);
  }

  /** Some wait for the host, most join in the meeting's first minutes, the others trickle in. */
  private long start(Dice dice, Meeting meeting) {
    int length = (int) (meeting.endMilli() - meeting.startMilli());
    int kind = dice.below(10);
    long offset = switch (kind) {
      case 0, 1 -> -dice.below(90_000);
      case 2, 3, 4, 5, 6 -> dice.below(60_000);
      case 7, 8 -> dice.below(300_000);
      default -> dice.below(length / 2);
    };
    return Math.clamp(meeting.startMilli() + offset, period.firstMilli(), period.endMilli() - 1);
  }

  /** Most hang up when the meeting ends; a few drop out immediately, and one in ten thousand forgets to hang up. */
  private static long end(Dice dice, Meeting meeting, long startMilli) {
    if (dice.oftenPerTenThousand(ZERO_LENGTH_PER_TEN_THOUSAND)) {
      return startMilli;
    }
    if (dice.oftenPerTenThousand(FORGOTTEN_PER_TEN_THOUSAND)) {
      return startMilli + dice.between(4 * HOUR_MILLIS, LONGEST_HOURS * HOUR_MILLIS);
    }
    long wholeMilli = Math.max(1000, meeting.endMilli() + dice.between(-20_000, 40_000) - startMilli);
    return dice.oftenPerTenThousand(EARLY_LEAVERS_PER_TEN_THOUSAND)
        ? startMilli + 1000 + dice.below(wholeMilli)
        : startMilli + wholeMilli;
  }

  private static Line pick(Dice dice, List<Line> lines) {
    return lines.get(dice.below(lines.size()));
  }
}
