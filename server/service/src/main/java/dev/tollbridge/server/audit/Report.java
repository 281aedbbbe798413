package dev.tollbridge.server.audit;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Output of a verification: one line a check, and below it what was found, up to a limit. */
public final class Report {
  private final PrintWriter out;
  private final PrintWriter progress;
  private final int shown;
  private long findings;

  /** @param shown how many findings of each check are printed; others are only counted */
  public Report(PrintWriter out, PrintWriter progress, int shown) {
    this.out = out;
    this.progress = progress;
    this.shown = shown;
  }

  /** Begins a check, and prints that where progress is shown. */
  public Check check(String name) {
    progress.println("checking " + name);
    progress.flush();
    return new Check(name);
  }

  /** Findings of all checks so far. */
  public long findings() {
    return findings;
  }

  /** Prints the result of all checks. */
  public void verdict() {
    out.println(findings == 0 ? "verdict: OK" : "verdict: " + findings + (findings == 1 ? " finding" : " findings"));
    out.flush();
  }

  /** One check. */
  public final class Check {
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private long found;

    private Check(String name) {
      this.name = name;
    }

    /** Something is wrong. */
    public void found(String what) {
      if (found < shown) {
        lines.add("  " + what);
      }
      found++;
    }

    /** Something that an operator may want to know and that is not a fault. */
    public void note(String what) {
      lines.add("  (" + what + ")");
    }

    /** Ends the check; returns whether nothing was found. */
    public boolean end(String summary) {
      findings += found;
      out.printf("%-26s %-12s %s%n", name, found == 0 ? "OK" : found + (found == 1 ? " finding" : " findings"),
          summary);
      lines.forEach(out::println);
      if (found > shown) {
        out.println("  … and " + (found - shown) + " more");
      }
      out.flush();
      return found == 0;
    }
  }
}
