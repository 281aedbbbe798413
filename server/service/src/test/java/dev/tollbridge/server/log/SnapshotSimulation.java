package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.RandomHistory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * One random history, applied by an engine that never stops and by one that sometimes crashes and continues from its
 * newest snapshot, or from the one before when that is broken. The two must be indistinguishable.
 */
final class SnapshotSimulation {
  private static final int SNAPSHOT_ONE_IN = 20;
  private static final int CRASH_ONE_IN = 20;
  private static final int BROKEN_ONE_IN = 4;

  private final long seed;
  private final Random random;
  /** What happens to an image on its way through a snapshot: nothing, except in tests of the simulation. */
  private final UnaryOperator<EngineImage> kept;
  private final List<byte[]> log = new ArrayList<>();
  private final List<List<Object>> expected = new ArrayList<>();
  private final LoggedRun steady = new LoggedRun();
  private final RecordSink steadyRows = new RecordSink();
  private LoggedRun crashing = new LoggedRun();
  private final RecordSink crashingRows = new RecordSink();
  private final ArrayDeque<Snapshot> snapshots = new ArrayDeque<>();

  private record Snapshot(ByteString bytes, int entries, RecordSink.Extent durable) {}

  SnapshotSimulation(long seed, UnaryOperator<EngineImage> kept) {
    this.seed = seed;
    this.random = new Random(seed * 31 + 7);
    this.kept = kept;
  }

  void run() {
    try {
      var history = new RandomHistory(seed);
      history.beginning().forEach(this::step);
      for (int i = 0; i < history.steps(); i++) {
        history.next(steady.anyLegActive()).forEach(this::step);
      }
      history.ending().forEach(this::step);
      crash();
      compareAll();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("-Dseed=" + seed + " fails after " + log.size() + " entries", e);
    }
  }

  private void step(RandomHistory.Entry entry) {
    byte[] encoded = LoggedRun.encode(entry);
    log.add(encoded);
    expected.add(steady.apply(encoded));
    LoggedRun.keepRows(expected.getLast(), steadyRows);
    applyToCrashing(log.size() - 1);
    disturb();
  }

  private void applyToCrashing(int entry) {
    List<Object> came = crashing.apply(log.get(entry));
    if (!came.equals(expected.get(entry))) {
      assertThat(came).as("what came of entry %d", entry).isEqualTo(expected.get(entry));
    }
    LoggedRun.keepRows(came, crashingRows);
  }

  private void disturb() {
    if (random.nextInt(SNAPSHOT_ONE_IN) == 0) {
      snapshot();
    }
    if (random.nextInt(CRASH_ONE_IN) == 0) {
      crash();
    }
  }

  private void snapshot() {
    byte[] bytes = LoggedRun.encode(kept.apply(crashing.image()));
    byte[] steadyBytes = LoggedRun.encode(kept.apply(steady.image()));
    if (!Arrays.equals(bytes, steadyBytes)) {
      assertThat(LoggedRun.items(bytes)).as("the state after %d entries", log.size())
          .isEqualTo(LoggedRun.items(steadyBytes));
    }
    snapshots.addLast(new Snapshot(ByteString.copyFrom(bytes), log.size(), crashingRows.extent()));
    if (snapshots.size() > SnapshotFiles.KEPT) {
      snapshots.removeFirst();
    }
  }

  private void crash() {
    if (snapshots.size() > 1 && random.nextInt(BROKEN_ONE_IN) == 0) {
      snapshots.removeLast();
    }
    crashing = new LoggedRun();
    int from = 0;
    RecordSink.Extent durable = new RecordSink.Extent(0, 0);
    Snapshot newest = snapshots.peekLast();
    if (newest != null) {
      crashing.restore(crashing.decode(newest.bytes().toByteArray()));
      from = newest.entries();
      durable = newest.durable();
    }
    loseRows(durable);
    for (int entry = from; entry < log.size(); entry++) {
      applyToCrashing(entry);
    }
  }

  /** Loses some of the rows that follow those known to be durable. */
  private void loseRows(RecordSink.Extent durable) {
    RecordSink.Extent present = crashingRows.extent();
    crashingRows.cutTo(new RecordSink.Extent(
        durable.records() + random.nextInt(present.records() - durable.records() + 1),
        durable.entries() + random.nextInt(present.entries() - durable.entries() + 1)));
  }

  private void compareAll() {
    snapshot();
    assertThat(crashingRows.records).isEqualTo(steadyRows.records);
    assertThat(crashingRows.entries).isEqualTo(steadyRows.entries);
  }
}
