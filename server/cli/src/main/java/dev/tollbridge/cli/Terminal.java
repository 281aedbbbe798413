package dev.tollbridge.cli;

import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * The person at the terminal, if there is one; makes the options that ask them.
 *
 * @param user whether the person agrees to a question; empty when nobody can be asked
 */
record Terminal(Supplier<Optional<Predicate<String>>> user) implements IFactory {
  static Terminal system() {
    return new Terminal(() -> Optional.ofNullable(System.console()).filter(Console::isTerminal)
        .map(console -> question -> List.of("y", "yes").contains(
            String.valueOf(console.readLine("%s [y/N] ", question)).strip().toLowerCase(Locale.ROOT))));
  }

  boolean isPresent() {
    return user.get().isPresent();
  }

  /** Whether the person agrees; false when nobody can be asked. */
  boolean agrees(String question) {
    return user.get().map(asked -> asked.test(question)).orElse(false);
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == Confirmation.class) {
      return type.cast(new Confirmation(this));
    }
    if (type == WatchOptions.class) {
      return type.cast(new WatchOptions(this));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
