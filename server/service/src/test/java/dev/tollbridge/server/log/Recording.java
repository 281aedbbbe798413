package dev.tollbridge.server.log;

import com.google.protobuf.Message;
import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.EffectRecorder.Effect;
import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.LogEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A log on disk with a snapshot taken in the middle of it and all that it resulted in: rows with every field, digests
 * of the state, balances. Three files with a common name.
 */
final class Recording {
  private static final String ENTRIES = ".entries";
  private static final String SNAPSHOT = ".snapshot";
  private static final String EXPECTED = ".expected";
  private static final int ENTRIES_PER_DIGEST = 20;

  private final Path directory;
  private final String name;

  Recording(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /** The recordings in a directory. */
  static Stream<Recording> in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(ENTRIES)).sorted()
          .map(file -> new Recording(directory, file.substring(0, file.length() - ENTRIES.length()))).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return directory.getFileName() + "/" + name;
  }

  private Path file(String suffix) {
    return directory.resolve(name + suffix);
  }

  /** Records what these entries result in now. */
  void record(List<byte[]> entries) throws IOException {
    Files.createDirectories(directory);
    var log = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      LogEntry.parseFrom(entry).writeDelimitedTo(log);
    }
    Files.write(file(ENTRIES), log.toByteArray());
    int middle = entries.size() / 2;
    var engine = new LoggedRun();
    entries.subList(0, middle).forEach(engine::apply);
    var snapshot = new ByteArrayOutputStream();
    new SnapshotEncoder(snapshot).write(engine.image(), new LogPosition(0, 1, middle));
    Files.write(file(SNAPSHOT), snapshot.toByteArray());
    Files.write(file(EXPECTED), replay());
  }

  /** What was recorded. */
  List<String> expected() throws IOException {
    return Files.readAllLines(file(EXPECTED));
  }

  /** What the entries result in now. */
  List<String> replay() throws IOException {
    return results(new LoggedRun(), 0);
  }

  /** What the entries after the snapshot result in now. */
  List<String> replayFromSnapshot() throws IOException {
    var engine = new LoggedRun();
    SnapshotDecoder.Snapshot start = snapshot();
    engine.restore(start.image());
    return results(engine, (int) start.place().index());
  }

  /** How many entries the snapshot covers. */
  int snapshotEntries() throws IOException {
    return (int) snapshot().place().index();
  }

  private SnapshotDecoder.Snapshot snapshot() throws IOException {
    return new SnapshotDecoder(new DeckPool()).read(new ByteArrayInputStream(Files.readAllBytes(file(SNAPSHOT))));
  }

  private List<String> results(LoggedRun engine, int applied) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file(ENTRIES))) {
      int number = 0;
      LogEntry entry;
      while ((entry = LogEntry.parseDelimitedFrom(in)) != null) {
        if (++number > applied) {
          apply(engine, number, entry.toByteArray(), lines);
        }
      }
      lines.add(number + " digest " + StateDigest.of(engine.image()));
      balances(number, engine.image(), lines);
    }
    return lines;
  }

  private static void apply(LoggedRun engine, int number, byte[] entry, List<String> lines) {
    for (Object each : engine.apply(entry)) {
      switch (each) {
        case Effect.Closed(var record) -> lines.add(number + " closed" + fields(record));
        case Effect.CallBooked(var record) -> lines.add(number + " booked call" + fields(record));
        case Effect.EntryMade(var booked) -> lines.add(number + " ledger" + fields(booked));
        case Effect.Audited(var audit) -> lines.add(number + " audited" + fields(audit));
        default -> {
        }
      }
    }
    if (number % ENTRIES_PER_DIGEST == 0) {
      lines.add(number + " digest " + StateDigest.of(engine.image()));
    }
  }

  private static void balances(int number, EngineImage image, List<String> lines) {
    image.organizations().forEach(organization -> lines.add(number + " balance of "
        + organization.profile().organizationId() + " " + organization.balanceMicros() + ", by the ledger "
        + organization.ledgerBalanceMicros()));
  }

  private static String fields(CallRecord record) {
    return fields(ImageLegs.encode(record));
  }

  private static String fields(AuditEntry entry) {
    return "; sequence " + entry.sequence() + "; time " + entry.atMicros() + "; " + entry.author().name() + " "
        + entry.author().peer() + " " + entry.author().rpc() + "; organization " + entry.organizationId()
        + "; request " + entry.requestId() + "; subject " + entry.subject() + "; from " + entry.beforeMicros() + " to "
        + entry.afterMicros() + "; " + entry.outcome();
  }

  private static String fields(LedgerEntry entry) {
    LedgerEntry.PriceChange rerated = entry.rerated();
    return fields(ImageOrganizations.encode(entry)) + (rerated == null
        ? ""
        : "; rerated record " + rerated.recordSequence() + " from " + rerated.oldChargeMicros() + " '"
            + rerated.oldDestination() + "' to " + rerated.newChargeMicros() + " '" + rerated.newDestination() + "', "
            + rerated.billedSeconds() + " s, fee " + rerated.connectionFeeMicros());
  }

  /** The fields that are set, by their names in the snapshot's format, which outlive any in Java. */
  private static String fields(Message message) {
    var text = new StringBuilder();
    message.getAllFields().forEach((field, value) -> text.append("; ").append(field.getName()).append(' ')
        .append(value));
    return text.toString();
  }
}
