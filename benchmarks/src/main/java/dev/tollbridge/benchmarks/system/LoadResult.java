package dev.tollbridge.benchmarks.system;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What a load measured, everything it checked included.
 *
 * @param json what the simulator wrote
 * @param serverCpuSeconds used since the first leg started, with the comparison of records
 */
record LoadResult(JsonObject json, double serverCpuSeconds, double simulatorCpuSeconds, LoadCourse course) {
  /** Answers and ends that were acknowledged. */
  long events() {
    return latency("ack").get("count").getAsLong();
  }

  /** How much of the planned rate was started. */
  double achieved() {
    JsonObject rate = json.getAsJsonObject("rate_per_second");
    return rate.get("achieved").getAsDouble() / rate.get("target").getAsDouble();
  }

  /** Of all events, from when they should have happened. */
  double ackMillis(String percentile) {
    return latency("ack").get(percentile).getAsLong() / 1e3;
  }

  double serverMicrosPerEvent() {
    return serverCpuSeconds * 1e6 / events();
  }

  double simulatorMicrosPerEvent() {
    return simulatorCpuSeconds * 1e6 / events();
  }

  /** The share of authorizations that were allowed. */
  double allowedShare() {
    JsonObject outcomes = json.getAsJsonObject("outcomes").getAsJsonObject("authorization");
    double all = outcomes.asMap().values().stream().mapToLong(JsonElement::getAsLong).sum();
    return outcomes.has("allowed") ? outcomes.get("allowed").getAsLong() / all : 0;
  }

  private JsonObject latency(String metric) {
    return json.getAsJsonObject("latencies_micros").getAsJsonObject(metric);
  }
}
