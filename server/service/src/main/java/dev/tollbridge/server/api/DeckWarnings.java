package dev.tollbridge.server.api;

import dev.tollbridge.v1.RateDeckWarningReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what looks wrong in a deck's file. */
final class DeckWarnings {
  /** Further ones are left out. */
  static final int MAX_WARNINGS = 1_000;

  private final List<DeckWarning> warnings = new ArrayList<>();

  /** @param line of the file on which the row starts, from 1; 0: the whole file */
  void add(long line, RateDeckWarningReason reason, String message) {
    if (!isFull()) {
      warnings.add(new DeckWarning(line, reason, message));
    }
  }

  boolean isFull() {
    return warnings.size() >= MAX_WARNINGS;
  }

  /** By row. */
  List<DeckWarning> list() {
    return warnings.stream().sorted(Comparator.comparingLong(DeckWarning::line)).toList();
  }
}
