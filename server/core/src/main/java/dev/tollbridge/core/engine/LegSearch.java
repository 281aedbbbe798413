package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;

/** Looks for legs among the active ones, a part at a time, so that nothing has to wait for all of them. */
final class LegSearch {
  private final LegSelection selection;
  private final int limit;
  private final long nowMicros;
  private final List<LegView> found = new ArrayList<>();
  private int visits;

  /** @param visits how many legs are looked at, at most */
  LegSearch(LegSelection selection, int limit, int visits, long nowMicros) {
    this.selection = selection;
    this.limit = limit;
    this.visits = visits;
    this.nowMicros = nowMicros;
  }

  LegsFound after(LegPlace place, MinuteWheel wheel) {
    LegPlace reached = wheel.visitAfter(place, this::visit);
    return new LegsFound(found, reached);
  }

  private boolean visit(Leg leg) {
    if (selection.covers(leg)) {
      LegStanding standing = standing(leg, nowMicros);
      if (selection.standing() == null || selection.standing() == standing) {
        found.add(view(leg, standing));
      }
    }
    return --visits > 0 && found.size() < limit;
  }

  static LegView view(Leg leg, long nowMicros) {
    return view(leg, standing(leg, nowMicros));
  }

  private static LegView view(Leg leg, LegStanding standing) {
    return new LegView(MinuteWheel.place(leg), leg.ref(), leg.start(), leg.rate(), standing, leg.denial(),
        leg.minutesCharged(), leg.totalMicros());
  }

  private static LegStanding standing(Leg leg, long nowMicros) {
    return switch (leg.state()) {
      case DENIED -> LegStanding.DENIED;
      case DISCONNECTING, CLOSED -> LegStanding.DISCONNECTING;
      case FREE -> leg.denial() == null ? LegStanding.FREE : LegStanding.DISCONNECTING;
      case CHARGING -> leg.denial() != null
          ? LegStanding.DISCONNECTING
          : leg.unconfirmed() || !Charging.inContact(leg.session(), nowMicros)
              ? LegStanding.PAUSED
              : LegStanding.CHARGING;
    };
  }
}
