package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Difference.Kind;
import dev.tollbridge.simulator.verify.Findings;
import java.util.Locale;

/** A count in a run's results. */
public enum Counter {
  /** Legs of the plan. */
  LEGS_PLANNED("legs planned"),
  /** Legs that were started. */
  LEGS("legs started"),
  /** Legs that were started more than a second late. */
  LATE("legs started over 1 s late"),
  /** Legs whose ends were reported. */
  ENDED("legs ended"),
  /** Legs that were denied or ran out of credit. */
  DENIED("legs denied or out of credit"),
  /** Requests to hang up that were followed. */
  DISCONNECTS("disconnects followed"),
  /** Minutes whose charges were received or covered by totals. */
  CHARGES("minutes charged"),
  /** Call records received. */
  RECORDS("call records"),
  /** Events that had no effect. */
  REJECTED("events rejected"),
  /** Streams that were opened again. */
  RECONNECTS("reconnects"),
  /** Organizations whose balance was below zero in the end. */
  OVERDRAWN("balances below zero"),
  /** Things that were expected and not received. */
  MISSING("missing"),
  /** Things received too often. */
  DUPLICATED("duplicated"),
  /** Things that differ from the expected ones. */
  WRONG("wrong");

  private final String title;

  Counter(String title) {
    this.title = title;
  }

  /** Its name in assertions and files, such as {@code legs-planned}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its display title. */
  String title() {
    return title;
  }

  /** Its value in a run. */
  long of(RunReport report) {
    LoadStatistics statistics = report.statistics();
    Findings findings = report.reconciliation().findings();
    return switch (this) {
      case LEGS_PLANNED -> report.rate().due();
      case LEGS -> statistics.started();
      case LATE -> statistics.startedLate();
      case ENDED -> statistics.ended();
      case DENIED -> statistics.denied();
      case DISCONNECTS -> statistics.disconnected();
      case CHARGES -> findings.minutes();
      case RECORDS -> statistics.records();
      case REJECTED -> statistics.counts(ResponseKind.REJECTION).values().stream().mapToLong(Long::longValue).sum();
      case RECONNECTS -> statistics.reconnects();
      case OVERDRAWN -> findings.overdrawnCount();
      case MISSING -> findings.count(Kind.MISSING);
      case DUPLICATED -> findings.count(Kind.DUPLICATED);
      case WRONG -> findings.count(Kind.WRONG);
    };
  }
}
