package dev.tollbridge.cli;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.RandomHistory;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.audit.Report;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.shard.Cell;
import dev.tollbridge.server.shard.CellSettings;
import dev.tollbridge.server.shard.EngineClock;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.server.storage.DataDirectory;
import dev.tollbridge.server.storage.OfflineDirectory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A data directory of one shard that random histories are logged into. */
final class DirectoryScene {
  static final int SHOWN = 1_000;
  private static final Command.Configure RULES = new Command.Configure(TimeUnit.HOURS.toMicros(1),
      TimeUnit.HOURS.toMicros(6), 1);

  private final Path path;
  private volatile Instant now = Instant.EPOCH;

  DirectoryScene(Path path) {
    this.path = path;
  }

  /** Runs the histories in sequence, each in a server of its own, which leaves a snapshot and a segment. */
  void run(long... seeds) throws IOException {
    for (long seed : seeds) {
      try (DataDirectory data = DataDirectory.open(path, 1, 1); Cell cell = start(data)) {
        play(cell.reign().router(), new RandomHistory(seed));
      }
    }
  }

  /** Opens the shards; the caller closes them. */
  Cell start(DataDirectory data) throws IOException {
    var settings = new CellSettings(data.layout(), data.shards(),
        new EngineClock(() -> now, () -> ChronoUnit.NANOS.between(Instant.EPOCH, now), 0, 1), Duration.ofDays(40_000),
        RULES,
        Duration.ofMinutes(10), null, null);
    return Cell.open(settings, new ServerMetrics(new SimpleMeterRegistry()), failure -> {
      throw new AssertionError(failure);
    });
  }

  void play(ShardRouter router, RandomHistory history) {
    Shard shard = router.first();
    submit(shard, history.beginning());
    for (int i = 0; i < history.steps(); i++) {
      submit(shard, history.next(shard.read(RatingEngine::activeLegCount) > 0));
    }
  }

  private void submit(Shard shard, List<RandomHistory.Entry> entries) {
    for (RandomHistory.Entry entry : entries) {
      Instant at = Instant.EPOCH.plus(entry.timeMicros(), ChronoUnit.MICROS);
      now = at.isAfter(now) ? at : now;
      List<CompletableFuture<?>> outcomes = new ArrayList<>();
      entry.commands().forEach(command -> outcomes.add(shard.submit(command, author(command))));
      outcomes.forEach(CompletableFuture::join);
    }
  }

  private static Author author(Command command) {
    return command instanceof Command.PurchaseCredits || command instanceof Command.UpdateOrganization
        ? new Author("ann", "192.0.2.7:4711", command.getClass().getSimpleName())
        : Author.NONE;
  }

  /** The result of a verification. */
  record Verdict(long findings, String text) {}

  static Verdict verify(Path path) throws IOException {
    var text = new StringWriter();
    try (OfflineDirectory offline = OfflineDirectory.open(path)) {
      long findings = Verify.verify(offline, new Report(new PrintWriter(text), new PrintWriter(new StringWriter()),
          SHOWN));
      return new Verdict(findings, text.toString());
    }
  }

  void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve("records/shard-0.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Files of a folder whose names begin with {@code prefix}, in order. */
  List<Path> files(String folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(path.resolve(folder))) {
      return files.filter(Files::isRegularFile).filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted().toList();
    }
  }

  static void flip(Path file, double where) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) (bytes.length * where)] ^= 0x10;
    Files.write(file, bytes);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** Every file's path and digest. */
  static Map<String, String> content(Path directory) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files.filter(Files::isRegularFile).forEach(file -> content.put(directory.relativize(file).toString(),
          digest(file)));
    }
    return content;
  }

  private static String digest(Path file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
