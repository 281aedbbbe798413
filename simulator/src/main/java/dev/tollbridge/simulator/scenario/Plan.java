package dev.tollbridge.simulator.scenario;

import dev.tollbridge.v1.CallType;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The legs of a load in the order of their start. The same scenario and numbers give the same legs every time. */
public final class Plan implements Iterable<PlannedLeg> {
  private final Scenario scenario;
  private final Numbers numbers;

  public Plan(Scenario scenario, Numbers numbers) {
    if (scenario.mix().dialOut() > 0 && numbers.destinations().isEmpty()) {
      throw new IllegalArgumentException("the dial-out deck prices no number that could be dialled");
    }
    this.scenario = scenario;
    this.numbers = numbers;
  }

  @Override
  public Iterator<PlannedLeg> iterator() {
    return new Legs();
  }

  /** Draws legs one by one, so that a plan of any length needs no memory. */
  private final class Legs implements Iterator<PlannedLeg> {
    private final SplittableRandom random = new SplittableRandom(scenario.seed());
    private final Meetings meetings = new Meetings(scenario.organizations());
    private final long endNanos = scenario.duration().toNanos();
    private long number;
    private long startNanos = scenario.rate().nextGapNanos(random);
    private @Nullable PlannedLeg next = draw();

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public PlannedLeg next() {
      PlannedLeg leg = next;
      if (leg == null) {
        throw new NoSuchElementException();
      }
      next = draw();
      return leg;
    }

    private @Nullable PlannedLeg draw() {
      if (number == scenario.maxLegs() || startNanos >= endNanos) {
        return null;
      }
      CallType callType = scenario.mix().next(random);
      Meetings.Meeting meeting = meetings.next(random);
      PlannedLeg leg = new PlannedLeg(number, startNanos, scenario.hold().nextMicros(random), callType,
          meeting.organization(), meeting.conference(), meeting.organizer(), service(callType), remote(callType));
      number++;
      startNanos += scenario.rate().nextGapNanos(random);
      return leg;
    }

    private PhoneNumber service(CallType callType) {
      return callType == CallType.CALL_TYPE_TOLL_FREE_DIAL_IN
          ? numbers.nextTollFree(random)
          : numbers.nextToll(random);
    }

    private PhoneNumber remote(CallType callType) {
      return callType == CallType.CALL_TYPE_DIAL_OUT ? numbers.nextDestination(random) : numbers.nextCaller(random);
    }
  }
}
