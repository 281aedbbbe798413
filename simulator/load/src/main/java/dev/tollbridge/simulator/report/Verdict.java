package dev.tollbridge.simulator.report;

/** The outcome of a run, in order of precedence. */
public enum Verdict {
  /** Something is missing, duplicated or wrong. */
  DIFFERS(1, "something is missing, duplicated or wrong"),
  /** The run was ended early. */
  INTERRUPTED(130, "the run was interrupted"),
  /** An assertion failed. */
  ASSERTION_FAILED(4, "an assertion failed"),
  /** Legs were not started on time. */
  OFF_TARGET(4, "the target rate was not reached"),
  /** Everything is as expected. */
  PASSED(0, "everything reconciles");

  private final int exitCode;
  private final String words;

  Verdict(int exitCode, String words) {
    this.exitCode = exitCode;
    this.words = words;
  }

  /** The process's exit code. */
  public int exitCode() {
    return exitCode;
  }

  /** Its display text. */
  String words() {
    return words;
  }
}
