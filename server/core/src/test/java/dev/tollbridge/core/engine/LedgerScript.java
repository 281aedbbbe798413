package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

/**
 * A test written like a ledger: each line is a verb, its arguments and what has to come of it.
 *
 * <p>Running a script writes each line anew, ending in what came of it, and compares the two texts. So everything the
 * engine does has to be said: a line without an ending is one after which nothing is heard. Left unsaid are only the
 * first minute of an accepted leg, the ledger entry of a record, and the entry that a line itself asks for.
 */
final class LedgerScript {
  private LedgerScript() {}

  /** Runs a script in a world where bridges keep in contact for ever, credits are set up and everyone is licensed. */
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
