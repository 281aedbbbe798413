package dev.tollbridge.simulator.report;

import java.util.Map;

/**
 * The options of a run, for readers of its report.
 *
 * @param program the program's name and version
 * @param settings every option by name, defaults included, in the order of the help
 */
public record RunDescription(String program, Map<String, String> settings) {

  /** The machine and the Java that the load ran on. */
  static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + runtime.availableProcessors()
        + " processors, Java " + Runtime.version();
  }
}
