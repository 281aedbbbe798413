package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.EffectRecorder;
import dev.tollbridge.core.engine.EffectRecorder.Effect;
import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.RandomHistory;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.LogEntry;
import dev.tollbridge.server.log.v1.SnapshotItem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** An engine behind a log in memory, and the results of its entries. */
final class LoggedRun {
  private static final LogPosition PLACE = new LogPosition(0, 1, 1);

  private final DeckPool pool = new DeckPool();
  private final EffectRecorder effects = new EffectRecorder();
  private final RatingEngine engine = new RatingEngine(PLACE.shard(), pool, effects);

  static byte[] encode(RandomHistory.Entry entry) {
    var encoded = LogEntry.newBuilder().setTimeMicros(entry.timeMicros());
    entry.commands().forEach(command -> encoded.addCommands(CommandEncoder.encode(0, command, author(command))));
    return encoded.build().toByteArray();
  }

  /** Commands of operators have an author; some need no audit entry. */
  private static Author author(Command command) {
    return switch (command) {
      case Command.CreateOrganization _,Command.UpdateOrganization _,Command.CloseOrganization _,Command.PurchaseCredits _,Command.RefundCall _,Command.HangUpLeg _,Command.PutServiceNumber _ ->
        new Author("ann", "192.0.2.7:4711", command.getClass().getSimpleName());
      case Command.AdjustCredits _,Command.RerateCalls _ -> new Author("bob", "192.0.2.8:4711", "");
      default -> Author.NONE;
    };
  }

  boolean anyLegActive() {
    return engine.activeLegCount() > 0;
  }

  /** Applies an entry. Returns its effects and outcomes in the order they were made. */
  List<Object> apply(byte[] encoded) {
    try {
      LogEntry entry = LogEntry.parseFrom(encoded);
      engine.advance(entry.getTimeMicros());
      List<Object> came = new ArrayList<>(effects.drain());
      for (var command : entry.getCommandsList()) {
        came.add(engine.apply(CommandDecoder.decode(command), LifecycleCodec.author(command)));
        came.addAll(effects.drain());
      }
      return came;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The effects that go to the record store, each row once. */
  static void keepRows(List<Object> came, RecordSink rows) {
    for (Object each : came) {
      switch (each) {
        case Effect.Closed(var record) -> rows.add(record);
        case Effect.CallBooked(var record) -> rows.add(record);
        case Effect.EntryMade(var entry) -> rows.add(entry);
        default -> {
        }
      }
    }
  }

  EngineImage image() {
    return engine.image();
  }

  static byte[] encode(EngineImage image) {
    try {
      var out = new ByteArrayOutputStream();
      new SnapshotEncoder(out).write(image, PLACE);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in a snapshot, to be read in a failed test. */
  static List<SnapshotItem> items(byte[] snapshot) {
    try {
      var in = new ByteArrayInputStream(snapshot);
      List<SnapshotItem> items = new ArrayList<>();
      SnapshotItem item;
      while ((item = SnapshotItem.parseDelimitedFrom(in)) != null) {
        items.add(item);
      }
      return items;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EngineImage decode(byte[] snapshot) {
    try {
      return new SnapshotDecoder(pool).read(new ByteArrayInputStream(snapshot)).image();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void restore(EngineImage image) {
    engine.restore(image);
  }
}
