package dev.tollbridge.benchmarks.system;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tollbridge.benchmarks.system.Row.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes that operations allocate, from JMH: a figure that no other load on the machine changes, so that a regression
 * shows.
 */
final class Allocations {
  private static final String BYTES = "gc.alloc.rate.norm";
  /** What is next to nothing: the measurement's own. */
  private static final double NONE = 1;

  private Allocations() {}

  /** The most of each, by benchmark and method, a little above what it is today. */
  private static Map<String, Double> bounds() {
    Map<String, Double> bounds = new LinkedHashMap<>();
    bounds.put("PricingBenchmark.minute", NONE);
    bounds.put("PricingBenchmark.everyMinute", NONE);
    bounds.put("PricingBenchmark.wholeCall", NONE);
    bounds.put("PricingBenchmark.insideWindow", NONE);
    bounds.put("RateLookupBenchmark.find", NONE);
    bounds.put("RateLookupBenchmark.findInForce", NONE);
    bounds.put("RateLookupBenchmark.findNone", NONE);
    bounds.put("CommandCodecBenchmark.encode", 420.0);
    bounds.put("CommandCodecBenchmark.decode", 760.0);
    bounds.put("LegEventBenchmark.answerAndEnd", 600.0);
    // a minute of 100,000 legs
    bounds.put("ChargeTickBenchmark.minute", 1_000.0);
    return bounds;
  }

  static List<Row> measure(Processes processes, Path directory) throws IOException, InterruptedException {
    Map<String, Double> bounds = bounds();
    List<String> arguments = new ArrayList<>();
    bounds.keySet().forEach(method -> arguments.add(method.replace(".", "\\.") + "$"));
    arguments.addAll(List.of("-p", "legCount=100000", "-p", "organizationCount=10000", "-prof", "gc", "-f", "1", "-wi",
        "2", "-i", "2", "-w", "500ms", "-r", "500ms"));
    Map<String, Double> measured = read(Jmh.run(processes, directory, arguments));
    List<Row> rows = new ArrayList<>();
    bounds.forEach((method, bound) -> {
      Double bytes = measured.get(method);
      if (bytes == null) {
        throw new MeasureException("there is no benchmark " + method + " any more");
      }
      rows.add(Row.of("allocated." + method, "allocated by " + method, bytes, "B").withGoal(Goal.atMost(bound)));
    });
    return rows;
  }

  private static Map<String, Double> read(JsonArray results) {
    Map<String, Double> measured = new LinkedHashMap<>();
    for (JsonElement element : results) {
      JsonObject result = element.getAsJsonObject();
      String name = result.get("benchmark").getAsString();
      double bytes = result.getAsJsonObject("secondaryMetrics").getAsJsonObject(BYTES).get("score").getAsDouble();
      measured.merge(name.replaceAll(".*\\.(\\w+\\.\\w+)", "$1"), bytes, Math::max);
    }
    return measured;
  }
}
