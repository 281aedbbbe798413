package dev.tollbridge.benchmarks.system;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs JMH benchmarks of the checkout as a process of their own. */
final class Jmh {
  private static final String JAR = "benchmarks/target/benchmarks.jar";
  private static final int LIMIT_SECONDS = 300;

  private Jmh() {}

  /** JMH's results, one of each benchmark. */
  static JsonArray run(Processes processes, Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    Path result = directory.resolve("jmh.json");
    List<String> all = new ArrayList<>(List.of("-jar", processes.root().resolve(JAR).toString()));
    all.addAll(arguments);
    all.addAll(List.of("-rf", "json", "-rff", result.toString()));
    long _ = processes.nanosOf(directory.resolve("jmh.log"), LIMIT_SECONDS,
        ProcessHandle.current().info().command().orElse("java"), all.toArray(String[]::new));
    return JsonParser.parseString(Files.readString(result)).getAsJsonArray();
  }
}
