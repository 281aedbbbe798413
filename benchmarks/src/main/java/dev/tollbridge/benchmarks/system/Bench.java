package dev.tollbridge.benchmarks.system;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tollbridge.benchmarks.system.Row.Baseline;
import dev.tollbridge.server.storage.DurableFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures server and simulator as whole processes, shows each figure with its goal, and compares runs. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false,
    version = "as server/bin/tollbridge --version says",
    description = "Measures a server and the simulator as whole processes on this machine, which should do nothing else."
        + " Every load is reconciled: a wrong charge ends the run. CPU is what the kernel accounts to the processes.",
    footer = {"", "  benchmarks/bin/bench --quick --json before.json", "  benchmarks/bin/bench --only 'light|busy'",
      "  benchmarks/bin/bench --quick --json after.json --compare before.json"})
final class Bench implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(names = "--quick", description = "Takes about seven minutes; the default.")
  private boolean quick;

  @Option(names = "--full", description = "Longer loads, a million legs: about an hour.")
  private boolean full;

  @Option(names = "--only", paramLabel = "REGEX", defaultValue = "",
      description = {"Measures with such names: allocation, start, curve, light, busy, most, charges, many-recovery,"
          + " rate, deck.",
        "Only with --full or by name: bare (what the machine does at best), calm, middle, authorize, aligned, disk,"
            + " ledger (charges, compared with PostgreSQL)."})
  private Pattern only = Pattern.compile("");

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures to this file.")
  private @Nullable Path json;

  @Option(names = "--compare", paramLabel = "FILE",
      description = "Shows each figure's ratio to that of this earlier run.")
  private @Nullable Path compare;

  @Option(names = "--strict", description = "End with exit code 1 when a figure misses its goal.")
  private boolean strict;

  @Option(names = "--root", paramLabel = "DIR", defaultValue = ".", description = "Checkout whose launchers are run.")
  private Path root = Path.of(".");

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).setExecutionExceptionHandler((failure, line, _) -> {
      line.getErr().println("bench: " + failure.getMessage());
      return FAILED;
    }).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick && full) {
      throw new MeasureException("--quick and --full exclude each other");
    }
    JsonObject earlier = compare == null ? null : JsonParser.parseString(Files.readString(compare)).getAsJsonObject();
    Path scratch = Files.createTempDirectory("tollbridge-bench");
    Runtime.getRuntime().addShutdownHook(new Thread(Bench::endChildren));
    List<Row> rows = new ArrayList<>();
    try {
      var measures = new Measures(new Processes(root.toAbsolutePath().normalize()), scratch, full);
      for (Map.Entry<String, Measures.Measure> each : measures.named(only).entrySet()) {
        System.err.println("bench: " + each.getKey());
        long startNanos = System.nanoTime();
        rows.addAll(measures.run(each.getKey(), each.getValue()));
        System.err.printf(Locale.ROOT, "bench: %s took %.0f s%n", each.getKey(),
            (System.nanoTime() - startNanos) / 1e9);
      }
    } finally {
      endChildren();
      DurableFiles.deleteTree(scratch);
    }
    print(System.out, rows, earlier);
    if (json != null) {
      Files.writeString(json, new GsonBuilder().setPrettyPrinting().create().toJson(written(rows)) + "\n");
    }
    return strict && rows.stream().anyMatch(Row::isMissed) ? FAILED : 0;
  }

  /** What an end by Ctrl-C would leave behind. */
  private static void endChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private static void print(PrintStream out, List<Row> rows, @Nullable JsonObject earlier) {
    out.printf(Locale.ROOT, "%-58s %12s %-5s %-12s %-7s %s%n", "", "figure", "", "goal", "", earlier == null
        ? "baseline"
        : "earlier, ratio");
    for (Row row : rows) {
      out.printf(Locale.ROOT, "%-58s %12s %-5s %-12s %-7s %s%n", row.what(), Row.number(row.figure()), row.unit(),
          row.goal() == null ? "" : row.goal(), row.verdict(), earlier == null ? baseline(row) : ratio(row, earlier));
    }
  }

  private static String baseline(Row row) {
    Baseline bare = row.baseline();
    return bare == null
        ? ""
        : String.format(Locale.ROOT, "%s: %s, ratio %.2f", bare.what(), Row.number(bare.figure()),
            row.figure() / bare.figure());
  }

  private static String ratio(Row row, JsonObject earlier) {
    JsonObject figures = earlier.getAsJsonObject("figures");
    if (!figures.has(row.key())) {
      return "";
    }
    double before = figures.getAsJsonObject(row.key()).get("figure").getAsDouble();
    return String.format(Locale.ROOT, "%s, %.2f", Row.number(before), row.figure() / before);
  }

  private static JsonObject written(List<Row> rows) {
    var figures = new JsonObject();
    for (Row row : rows) {
      var figure = new JsonObject();
      figure.addProperty("what", row.what());
      figure.addProperty("figure", row.figure());
      figure.addProperty("unit", row.unit());
      if (row.goal() != null) {
        figure.addProperty("goal", row.goal().toString());
        figure.addProperty("verdict", row.verdict());
      }
      if (row.baseline() != null) {
        figure.addProperty("baseline", row.baseline().what());
        figure.addProperty("baseline_figure", row.baseline().figure());
      }
      figures.add(row.key(), figure);
    }
    var run = new JsonObject();
    run.addProperty("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    run.addProperty("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
        + Runtime.getRuntime().availableProcessors() + " processors, Java " + Runtime.version());
    run.add("figures", figures);
    return run;
  }
}
