package dev.tollbridge.core.tariff;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions of one call type and currency by effective time, then import: the last of equal ones is in force. */
final class DeckTimeline {
  private final List<DeckVersion> versions = new ArrayList<>();

  void add(DeckVersion version) {
    int position = countUntil(version.effectiveMicros());
    while (position > 0 && importedLater(versions.get(position - 1), version)) {
      position--;
    }
    versions.add(position, version);
  }

  void remove(DeckVersion version) {
    versions.remove(version);
  }

  private static boolean importedLater(DeckVersion placed, DeckVersion added) {
    return placed.effectiveMicros() == added.effectiveMicros() && placed.importMicros() > added.importMicros();
  }

  @Nullable
  DeckVersion inForce(long atMicros) {
    int count = countUntil(atMicros);
    return count == 0 ? null : versions.get(count - 1);
  }

  /** Removes and returns the versions that another one replaced at or before the instant. */
  List<DeckVersion> removeSupersededBy(long atMicros) {
    int inForce = Math.max(0, countUntil(atMicros) - 1);
    List<DeckVersion> superseded = List.copyOf(versions.subList(0, inForce));
    versions.subList(0, inForce).clear();
    return superseded;
  }

  void copyTo(List<DeckVersion> target) {
    target.addAll(versions);
  }

  /** How many versions are effective at or before the instant. */
  private int countUntil(long atMicros) {
    int low = 0;
    int high = versions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (versions.get(middle).effectiveMicros() <= atMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
