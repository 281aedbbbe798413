package dev.tollbridge.core.engine;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Active legs by the phase of their minutes.
 *
 * <p>A leg's minutes are due at {@link Leg#chargeFromMicros()} plus whole minutes, so within any minute it is due at the
 * same offset: the wheel is a ring of slots over one minute, and a leg stays in the slot of its offset, unless its
 * bridge's clock turns out to be another. Visiting a stretch of time walks the slots that it covers. In a slot legs are
 * kept in order of offset, then ordinal, so they are visited exactly in order of due time, whatever order they were
 * added in.
 */
final class MinuteWheel {
  static final int SLOTS = 600;
  static final long SLOT_MICROS = Leg.MINUTE_MICROS / SLOTS;

  private final Slot[] slots = new Slot[SLOTS];
  private int legCount;

  /** Called with each leg that has a minute due. May remove that leg, and no other. */
  interface Visitor {
    void due(Leg leg, long dueMicros);
  }

  MinuteWheel() {
    Arrays.setAll(slots, _ -> new Slot());
  }

  int legCount() {
    return legCount;
  }

  void add(Leg leg) {
    slot(leg).add(leg);
    legCount++;
  }

  void remove(Leg leg) {
    slot(leg).remove(leg);
    legCount--;
  }

  /** Passes each leg to {@code action}, in an order that depends only on which legs there are. */
  void forEach(Consumer<Leg> action) {
    for (Slot slot : slots) {
      for (int i = 0; i < slot.size; i++) {
        action.accept(slot.at(i));
      }
    }
  }

  /**
   * Passes the legs after a place to {@code visitor}, until that returns false.
   *
   * @return the place of the last leg that was passed; null when no more follow
   */
  @Nullable
  LegPlace visitAfter(LegPlace after, Predicate<Leg> visitor) {
    for (int i = (int) (after.phaseMicros() / SLOT_MICROS); i < SLOTS; i++) {
      Slot slot = slots[i];
      for (int k = slot.find(after.phaseMicros(), after.ordinal() + 1); k < slot.size; k++) {
        Leg leg = slot.at(k);
        if (!visitor.test(leg)) {
          return place(leg);
        }
      }
    }
    return null;
  }

  static LegPlace place(Leg leg) {
    return new LegPlace(phaseMicros(leg), leg.ordinal());
  }

  /** How many legs match {@code wanted}. */
  int count(Predicate<Leg> wanted) {
    int count = 0;
    for (Slot slot : slots) {
      for (int i = 0; i < slot.size; i++) {
        count += wanted.test(slot.at(i)) ? 1 : 0;
      }
    }
    return count;
  }

  private Slot slot(Leg leg) {
    return slots[(int) (phaseMicros(leg) / SLOT_MICROS)];
  }

  private static long phaseMicros(Leg leg) {
    return Math.floorMod(leg.chargeFromMicros(), Leg.MINUTE_MICROS);
  }

  /** Visits each leg for each of its minutes due after {@code fromMicros} and up to {@code toMicros}, in order. */
  void visit(long fromMicros, long toMicros, Visitor visitor) {
    long slotStart = Math.floorDiv(fromMicros + 1, SLOT_MICROS) * SLOT_MICROS;
    while (slotStart <= toMicros && legCount > 0) {
      long minuteStart = Math.floorDiv(slotStart, Leg.MINUTE_MICROS) * Leg.MINUTE_MICROS;
      slots[(int) ((slotStart - minuteStart) / SLOT_MICROS)].visit(minuteStart, fromMicros, toMicros, visitor);
      slotStart += SLOT_MICROS;
    }
  }

  /** Legs of one slot, sorted. */
  private static final class Slot {
    private @Nullable Leg[] legs = new Leg[4];
    private int size;

    void add(Leg leg) {
      if (size == legs.length) {
        legs = Arrays.copyOf(legs, size * 2);
      }
      int index = find(phaseMicros(leg), leg.ordinal());
      System.arraycopy(legs, index, legs, index + 1, size - index);
      legs[index] = leg;
      size++;
    }

    void remove(Leg leg) {
      int index = find(phaseMicros(leg), leg.ordinal());
      if (index >= size || legs[index] != leg) {
        throw new IllegalStateException("leg " + leg.id() + " is not in the minute wheel");
      }
      size--;
      System.arraycopy(legs, index + 1, legs, index, size - index);
      legs[size] = null;
    }

    /** Index of the first leg that is not before this place. */
    int find(long phaseMicros, long ordinal) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (before(at(middle), phaseMicros, ordinal)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private static boolean before(Leg leg, long phaseMicros, long ordinal) {
      long difference = phaseMicros(leg) - phaseMicros;
      return difference < 0 || (difference == 0 && leg.ordinal() < ordinal);
    }

    void visit(long minuteStart, long fromMicros, long toMicros, Visitor visitor) {
      for (int i = 0; i < size;) {
        Leg leg = at(i);
        long dueMicros = minuteStart + phaseMicros(leg);
        if (dueMicros > fromMicros && dueMicros <= toMicros && dueMicros >= leg.chargeFromMicros()) {
          visitor.due(leg, dueMicros);
        }
        if (i < size && legs[i] == leg) {
          i++;
        }
      }
    }

    private Leg at(int index) {
      Leg leg = legs[index];
      if (leg == null) {
        throw new IllegalStateException("empty place " + index + " of " + size + " in the minute wheel");
      }
      return leg;
    }
  }
}
