package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

/**
 * A test written like a ledger: each line is a verb, its arguments and the expected result, its ending.
 *
 * <p>Running a script rewrites each line with the actual result and compares the two texts. So a script must list
 * everything the engine does: a line without an ending expects no effect. Only the first minute of an accepted leg, the
 * ledger entry of a record, and the entry that a line itself requests are omitted.
 */
final class LedgerScript {
  private LedgerScript() {}

  /** Runs a script in a world where bridges stay in contact, credits are set up and everyone is licensed. */
  static void run(String script) {
    var verbs = new ScriptVerbs(new ScriptWorld());
    String actual = script.lines().filter(line -> !line.isBlank()).map(line -> rewrite(line, verbs))
        .collect(Collectors.joining("\n"));
    String expected = script.lines().filter(line -> !line.isBlank()).map(LedgerScript::singleSpaced)
        .collect(Collectors.joining("\n"));
    assertThat(actual).isEqualTo(expected);
  }

  private static String rewrite(String text, ScriptVerbs verbs) {
    var line = new ScriptLine(singleSpaced(text));
    String ending = verbs.run(line);
    return (line.taken() + " " + ending).replaceAll("[; ]+$", "");
  }

  private static String singleSpaced(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }
}
