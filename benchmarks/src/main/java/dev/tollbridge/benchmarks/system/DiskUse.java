package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.Row.Goal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What closed legs leave on disk once the log that their records and snapshots replace is dropped. */
final class DiskUse {
  private static final int LEGS_PER_SECOND = 5_000;
  private static final int KEPT_SNAPSHOTS = 2;

  private DiskUse() {}

  static List<Row> measure(Processes processes, Path directory, int legs) throws IOException, InterruptedException {
    Path data = directory.resolve("data");
    // the organizations and decks that any number of legs needs
    load(processes, directory, LEGS_PER_SECOND / 10);
    long recordsBefore = bytes(data.resolve("records"));
    long snapshotsBefore = bytes(data.resolve("snapshots"));
    load(processes, directory, legs);
    // the log is kept from the last snapshot but one on, in whole segments; each clean end makes a snapshot
    for (int i = 0; i < KEPT_SNAPSHOTS; i++) {
      try (var _ = ServerProcess.start(processes, directory, "2g")) {
        TimeUnit.SECONDS.sleep(1);
      }
    }
    double records = (bytes(data.resolve("records")) - recordsBefore) / (double) legs;
    double snapshots = (bytes(data.resolve("snapshots")) - snapshotsBefore) / (double) legs;
    double log = bytes(data.resolve("log")) / (double) legs;
    return List.of(
        Row.of("disk.leg." + legs, String.format("disk for each of %,d closed legs", legs), records + snapshots + log,
            "B").withGoal(Goal.atMost(450)),
        Row.of("disk.records." + legs, "of it records", records, "B"),
        Row.of("disk.snapshots." + legs, "of it snapshots", snapshots, "B"),
        Row.of("disk.log." + legs, "of it the log", log, "B"));
  }

  private static void load(Processes processes, Path directory, int legs) throws IOException, InterruptedException {
    try (var server = ServerProcess.start(processes, directory, "2g")) {
      LoadResult _ = Load.play(processes, directory, server, LoadPlan.of(LEGS_PER_SECOND, 1 + legs / LEGS_PER_SECOND)
          .with("--arrivals", "constant").with("--hold", "fixed:2s").with("--legs", legs));
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(DiskUse::size).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
