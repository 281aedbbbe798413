package dev.tollbridge.benchmarks.system;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * What happened when in a load.
 *
 * @param names of the counts
 * @param rows the counts of each second
 * @param latencies their distributions for each second
 */
record LoadCourse(List<String> names, List<List<String>> rows, Path latencies, List<CpuSample> samples) {
  private static final int SIGNIFICANT_DIGITS = 3;

  /** Reads the simulator's counts. */
  static LoadCourse read(Path csv, Path latencies, List<CpuSample> samples) throws IOException {
    List<List<String>> lines = Files.readAllLines(csv).stream().map(line -> List.of(line.split(",", -1))).toList();
    return new LoadCourse(lines.getFirst(), lines.subList(1, lines.size()), latencies, samples);
  }

  /** When legs began to start. */
  long beginMillis() {
    List<String> first = rows.getFirst();
    return millis(first) - Math.round(1e3 * Double.parseDouble(first.get(names.indexOf("elapsed_s"))));
  }

  /** What was used until an instant. */
  double cpu(long epochMillis, ToDoubleFunction<CpuSample> of) {
    CpuSample before = samples.getFirst();
    for (CpuSample sample : samples) {
      if (sample.epochMillis() > epochMillis) {
        double share = (epochMillis - before.epochMillis())
            / (double) Math.max(1, sample.epochMillis() - before.epochMillis());
        return of.applyAsDouble(before) + share * (of.applyAsDouble(sample) - of.applyAsDouble(before));
      }
      before = sample;
    }
    return of.applyAsDouble(before);
  }

  /** A part of the load: whole seconds of the simulator that lie within it. */
  Part between(long fromMillis, long toMillis) {
    List<List<String>> within = rows.stream().filter(row -> {
      long time = millis(row);
      return time >= fromMillis && time <= toMillis;
    }).toList();
    if (within.size() < 2) {
      throw new MeasureException("a load has no two samples in " + (toMillis - fromMillis) + " ms");
    }
    return new Part(within);
  }

  /** As above, counted from when the load began. */
  Part betweenSeconds(int from, int to) {
    return between(beginMillis() + from * 1_000L - 500, beginMillis() + to * 1_000L + 500);
  }

  private long millis(List<String> row) {
    return Instant.parse(row.get(names.indexOf("time"))).toEpochMilli();
  }

  /** From its first sample to its last. */
  final class Part {
    private final List<List<String>> within;

    private Part(List<List<String>> within) {
      this.within = within;
    }

    /** What a count has grown by. */
    double count(String column) {
      int index = names.indexOf(column);
      return Double.parseDouble(within.getLast().get(index)) - Double.parseDouble(within.getFirst().get(index));
    }

    /** The same for each second. */
    double perSecond(String column) {
      return count(column) / seconds();
    }

    double seconds() {
      return (toMillis() - fromMillis()) / 1e3;
    }

    double serverCpuMicros() {
      return 1e6 * (cpu(toMillis(), CpuSample::serverSeconds) - cpu(fromMillis(), CpuSample::serverSeconds));
    }

    double simulatorCpuMicros() {
      return 1e6 * (cpu(toMillis(), CpuSample::simulatorSeconds) - cpu(fromMillis(), CpuSample::simulatorSeconds));
    }

    /** All latencies of a metric, in microseconds. */
    Histogram latencies(String metric) {
      Histogram all = new Histogram(SIGNIFICANT_DIGITS);
      // a sample and its intervals differ by the time that it takes
      double slackMillis = 250;
      try (var reader = new HistogramLogReader(latencies.toFile())) {
        while (reader.hasNext()) {
          if (reader.nextIntervalHistogram() instanceof Histogram interval && metric.equals(interval.getTag())
              && interval.getStartTimeStamp() >= fromMillis() - slackMillis
              && interval.getEndTimeStamp() <= toMillis() + slackMillis) {
            all.add(interval);
          }
        }
      } catch (FileNotFoundException e) {
        throw new MeasureException("a load left no latencies: " + e.getMessage());
      }
      if (all.getTotalCount() == 0) {
        throw new MeasureException("a load measured no " + metric);
      }
      return all;
    }

    private long fromMillis() {
      return millis(within.getFirst());
    }

    private long toMillis() {
      return millis(within.getLast());
    }
  }

  /** A percentile of what {@link Part#latencies} returned. */
  static double millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}
