package dev.tollbridge.simulator.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was noticed while a report's rows were read: counted, and put into one sentence for each kind. */
final class ReadingNotes {
  private long roundedDurations;
  private long tollByNumber;
  private long tollFreeByNumber;
  private long typeUnknown;
  private long destroyedCallers;
  private String destroyedCaller = "";

  void roundedDuration() {
    roundedDurations++;
  }

  void typeByNumber(boolean tollFree) {
    tollFreeByNumber += tollFree ? 1 : 0;
    tollByNumber += tollFree ? 0 : 1;
  }

  void typeUnknown() {
    typeUnknown++;
  }

  void destroyedCaller(String text) {
    destroyedCallers++;
    destroyedCaller = destroyedCaller.isEmpty() ? text : destroyedCaller;
  }

  /** The sentences; empty if there is nothing to note. */
  List<String> sentences() {
    List<String> notes = new ArrayList<>();
    if (roundedDurations > 0) {
      notes.add(count(roundedDurations) + ": Duration Seconds and the times differ by a second; the longer counts.");
    }
    if (tollByNumber + tollFreeByNumber > 0) {
      notes.add(count(tollByNumber + tollFreeByNumber) + " without a Number Type: by their service numbers "
          + tollByNumber + " toll, " + tollFreeByNumber + " toll-free.");
    }
    if (typeUnknown > 0) {
      notes.add("CAUTION: " + count(typeUnknown)
          + " without a Number Type, and no numbering plan has the service number: toll or toll-free is unknown.");
    }
    if (destroyedCallers > 0) {
      notes.add("CAUTION: " + count(destroyedCallers) + " whose caller was destroyed by a spreadsheet, such as '"
          + destroyedCaller + "': their countries are unknown. Format the column as text, and export it again.");
    }
    return notes;
  }

  private static String count(long calls) {
    return String.format(Locale.ROOT, calls == 1 ? "%,d call" : "%,d calls", calls);
  }
}
