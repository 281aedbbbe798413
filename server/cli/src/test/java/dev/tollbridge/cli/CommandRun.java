package dev.tollbridge.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A command as it was run: what it printed, and its exit code. */
record CommandRun(int exitCode, String out, String err) {
  /** Nobody is at a terminal. */
  static CommandRun of(String... arguments) {
    return of(new Terminal(Optional::empty), arguments);
  }

  /** A person gives the answer to every question. */
  static CommandRun answering(boolean yes, List<String> questions, String... arguments) {
    Predicate<String> person = question -> {
      questions.add(question);
      return yes;
    };
    return of(new Terminal(() -> Optional.of(person)), arguments);
  }

  private static CommandRun of(Terminal terminal, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode = Main.commandLine(terminal).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
        .execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  static String[] with(String target, String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of("--target", target)).toArray(String[]::new);
  }

  /** The lines of the output, blanks made one. */
  List<String> lines() {
    return out.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
  }
}
