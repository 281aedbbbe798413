package dev.tollbridge.cli;

import dev.tollbridge.v1.Leg;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a command that looks again and again, and how it shows what it sees. */
final class WatchOptions {
  /** Clears a terminal and begins at its top. */
  private static final String CLEAR = "\033[H\033[2J";

  private static final Duration SHORTEST = Duration.ofMillis(50);

  @Option(names = "--interval", paramLabel = "DURATION", defaultValue = "2s",
      description = "Time from one look to the next. Default: ${DEFAULT-VALUE}.")
  Duration interval = Duration.ofSeconds(2);

  @Option(names = "--times", paramLabel = "N", defaultValue = "0",
      description = "Ends after this many looks. Default: until Ctrl-C.")
  int times;

  @Option(names = "--rows", paramLabel = "N", defaultValue = "40",
      description = "Legs shown on a terminal, at most. Default: ${DEFAULT-VALUE}.")
  int rows = 40;

  private final Terminal terminal;

  WatchOptions(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What is wrong with the options, or null. */
  @Nullable
  String fault() {
    if (interval.compareTo(SHORTEST) < 0) {
      return "--interval must be at least " + SHORTEST.toMillis() + "ms";
    }
    return times < 0 || rows < 1 ? "--times must be 0 or more, --rows 1 or more" : null;
  }

  void watch(Output output, Supplier<Iterable<Leg>> legs) throws IOException, InterruptedException {
    if (output.form() == Output.Form.TABLE && output.file == null) {
      show(output, legs);
    } else {
      output.list(LegChanges.TABLE, () -> new LegChanges(legs, interval, times));
    }
  }

  private void show(Output output, Supplier<Iterable<Leg>> legs) throws IOException, InterruptedException {
    if (!terminal.isPresent()) {
      output.write(writer -> lines(new LegChanges(legs, interval, times), writer));
      return;
    }
    for (int look = 1;; look++) {
      List<Leg> seen = StreamSupport.stream(LegFilter.inOrder(legs.get()).spliterator(), false).toList();
      output.write(writer -> draw(seen, writer));
      if (look == times) {
        return;
      }
      Thread.sleep(interval);
    }
  }

  private static void lines(LegChanges changes, PrintWriter writer) {
    int[] widths = LegChanges.TABLE.widths(List.of());
    writer.println(LegChanges.TABLE.heading(widths));
    writer.flush();
    while (changes.hasNext()) {
      writer.println(LegChanges.TABLE.line(changes.next(), widths));
      if (writer.checkError()) {
        return;
      }
    }
  }

  private void draw(List<Leg> legs, PrintWriter writer) {
    List<Leg> shown = legs.subList(0, Math.min(rows, legs.size()));
    int[] widths = LegCommands.LEG.widths(shown);
    writer.println(CLEAR + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  active legs " + legs.size()
        + Stream.of(sums(legs)).flatMap(sums -> sums.entrySet().stream())
            .map(sum -> ", charged " + Amount.shown(sum.getValue(), sum.getKey())).reduce("", String::concat));
    writer.println(LegCommands.LEG.heading(widths));
    shown.forEach(leg -> writer.println(LegCommands.LEG.line(leg, widths)));
    if (shown.size() < legs.size()) {
      writer.println("… and " + (legs.size() - shown.size()) + " more");
    }
  }

  private static Map<String, Long> sums(List<Leg> legs) {
    Map<String, Long> sums = new TreeMap<>();
    legs.forEach(leg -> sums.merge(leg.getCurrencyCode(), leg.getTotalMicros(), Math::addExact));
    return sums;
  }
}
