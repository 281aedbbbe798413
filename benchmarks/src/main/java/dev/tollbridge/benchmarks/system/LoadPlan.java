package dev.tollbridge.benchmarks.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the simulator is to play.
 *
 * @param options of {@code tollbridge-sim load}, with their values
 */
record LoadPlan(Map<String, String> options) {
  private static final int UNLIMITED = 10_000_000;

  LoadPlan {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** 8 bridges, 1,000 organizations, no authorizations; legs end after a while, and new ones start for a while. */
  static LoadPlan of(int legsPerSecond, int seconds) {
    return new LoadPlan(Map.of()).with("--rate", legsPerSecond + "/s").with("--duration", seconds + "s")
        .with("--hold", "fixed:10s").with("--legs", UNLIMITED).with("--bridges", 8).with("--organizations", 1_000)
        .with("--authorize", 0).with("--allow-late", 100);
  }

  /** So many legs that stay active until the load is stopped. */
  static LoadPlan lasting(int legsPerSecond, int legs) {
    return of(legsPerSecond, 3_600).with("--hold", "fixed:24h").with("--legs", legs);
  }

  /** With another value of an option. */
  LoadPlan with(String option, Object value) {
    Map<String, String> changed = new LinkedHashMap<>(options);
    changed.put(option, value.toString());
    return new LoadPlan(changed);
  }

  /** Other organizations. Loads with the same ones must not overlap. */
  LoadPlan seed(int seed) {
    return with("--seed", seed);
  }

  List<String> arguments(String target) {
    List<String> arguments = new ArrayList<>(List.of("load", "--target", target));
    options.forEach((option, value) -> arguments.addAll(List.of(option, value)));
    return arguments;
  }
}
