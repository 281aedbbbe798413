package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.v1.CallType;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The legs of a load in the order of their start. The same scenario and numbers always give the same legs, whatever the
 * server does.
 *
 * <p>Legs are drawn during iteration, so that a plan of any length needs no memory. Who joins when is drawn from one
 * random source, in which all iterators agree; everything else about a leg is drawn from a source of its own, so that a
 * bridge need not draw the legs of the others.
 */
public final class Plan implements Iterable<PlannedLeg> {
  private final Scenario scenario;
  private final Numbers numbers;

  /** A plan; {@link IllegalArgumentException} describes what is wrong with its trace or its numbers. */
  public Plan(Scenario scenario, Numbers numbers) {
    if (scenario.mix().dialOut() > 0 && numbers.destinations().isEmpty()) {
      throw new IllegalArgumentException("the dial-out deck prices no number that can be dialled");
    }
    this.scenario = scenario;
    this.numbers = numbers;
  }

  @Override
  public Iterator<PlannedLeg> iterator() {
    return new Legs((_, _) -> true);
  }

  /** The number of legs, counted by iterating. */
  public long legCount() {
    long legs = 0;
    for (PlannedLeg _ : this) {
      legs++;
    }
    return legs;
  }

  /** The leg at a position; iterates over the joins before it, but draws no other leg. */
  public PlannedLeg leg(long number) {
    Legs legs = new Legs((position, _) -> position == number);
    return legs.next();
  }

  /** The legs of one bridge, numbered from 0; a conference stays on one bridge. */
  public Iterator<PlannedLeg> ofBridge(int bridge) {
    return new Legs((_, join) -> join.meeting().conference() % scenario.bridges() == bridge);
  }

  /** Selects the legs to draw. */
  private interface Choice {
    boolean isWanted(long number, Join join);
  }

  /** Draws legs one by one. */
  private final class Legs implements Iterator<PlannedLeg> {
    private final Choice wanted;
    private final SplittableRandom skeleton = new SplittableRandom(scenario.seed());
    private final long legSeed = skeleton.nextLong();
    private final Joins joins = scenario.joins(skeleton);
    private final long endNanos = scenario.duration().toNanos();
    private long number;
    private @Nullable PlannedLeg next;

    Legs(Choice wanted) {
      this.wanted = wanted;
      this.next = advance();
    }

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
      next = advance();
      return leg;
    }

    private @Nullable PlannedLeg advance() {
      while (number < scenario.maxLegs()) {
        Join join = joins.next();
        if (join == null || join.startNanos() >= endNanos) {
          number = scenario.maxLegs();
        } else if (wanted.isWanted(number, join)) {
          return leg(number++, join);
        } else {
          number++;
        }
      }
      return null;
    }

    private PlannedLeg leg(long legNumber, Join join) {
      SplittableRandom random = new SplittableRandom(SeedMixer.of(legSeed, legNumber));
      CallType drawnType = scenario.mix().next(random);
      long drawnHold = scenario.hold().nextMicros(random);
      TracedLeg traced = join.traced();
      CallType callType = traced == null ? drawnType : orElse(traced.callType(), drawnType);
      PhoneNumber service = numbers.service(callType, random);
      PhoneNumber remote = numbers.remote(callType, random);
      Join.Meeting meeting = join.meeting();
      PhoneNumber planned = traced == null ? remote : orElse(traced.remote(), remote);
      return new PlannedLeg(legNumber, join.startNanos(), traced == null ? drawnHold : traced.holdMicros(), callType,
          meeting.organization(), meeting.conference(), meeting.organizer(),
          traced == null ? service : orElse(traced.service(), service),
          scenario.faults().remote(scenario.seed(), legNumber, planned));
    }
  }

  private static <T> T orElse(@Nullable T given, T drawn) {
    return given == null ? drawn : given;
  }
}
