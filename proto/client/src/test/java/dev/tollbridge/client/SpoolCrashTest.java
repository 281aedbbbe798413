package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random work on a spool that dies at random, between two records or within one: the next run finds what it must. */
class SpoolCrashTest {

  private static final int STEPS = 1_200;
  private static final int CRASH_ONE_IN = 10;

  @TempDir
  private Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 42, 20_261_123})
  void everyLifeGoesOnWhereTheLastWasStopped(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SpoolModel model = new SpoolModel();
    SpoolDirectory directory = new SpoolDirectory(folder.resolve("life-0"));
    Spool spool = directory.open();
    int crashes = 0;
    int tears = 0;
    for (int step = 0; step < STEPS; step++) {
      SpoolModel before = model.copy();
      boolean wrote = work(spool, model, random);
      if (random.nextInt(CRASH_ONE_IN) > 0) {
        continue;
      }
      String where = "seed " + seed + ", step " + step;
      SpoolDirectory left = directory.copyTo(folder.resolve("life-" + ++crashes));
      spool.close();
      boolean tear = wrote && random.nextBoolean();
      if (tear) {
        tears++;
        tear(left, random);
        model = before;
      }
      spool = left.open();
      assertRecovered(model, spool.recovered(), tear, where);
      directory = left;
    }
    spool.close();
    assertThat(crashes).as("seed %d", seed).isGreaterThan(80);
    assertThat(tears).as("seed %d", seed).isGreaterThan(20);
    assertThat(SpoolFiles.number(directory.lastSegment())).as("seed %d", seed).isGreaterThan(crashes + 50);
  }

  /** A torn mark may still count: the segments deleted for it are gone. */
  private static void assertRecovered(SpoolModel model, RecoveredState state, boolean torn, String where) {
    if (torn) {
      assertThat(state.acknowledged()).as(where).isGreaterThanOrEqualTo(model.acknowledged());
      model.acknowledge(state.acknowledged());
    }
    model.assertHeldBy(state, where);
  }

  /** Does one thing; returns whether a record was written for it. */
  private static boolean work(Spool spool, SpoolModel model, SplittableRandom random) {
    List<Long> active = model.activeLegNumbers();
    int choice = random.nextInt(10);
    if (choice < 4 || active.isEmpty() || !spool.hasRoom()) {
      return (choice < 4 && spool.hasRoom()) ? append(spool, model) : acknowledge(spool, model, random);
    }
    long leg = active.get(random.nextInt(active.size()));
    if (choice == 9) {
      spool.dropped(leg);
      model.drop(leg);
    } else if (choice == 8) {
      return acknowledge(spool, model, random);
    } else {
      spool.append(model.end(leg));
    }
    return true;
  }

  private static boolean append(Spool spool, SpoolModel model) {
    spool.append(model.answer());
    return true;
  }

  private static boolean acknowledge(Spool spool, SpoolModel model, SplittableRandom random) {
    if (model.acknowledged() == model.numbered()) {
      return false;
    }
    long sequence = random.nextLong(model.acknowledged(), model.numbered()) + 1;
    spool.acknowledged(sequence);
    model.acknowledge(sequence);
    return true;
  }

  private static void tear(SpoolDirectory directory, SplittableRandom random) throws IOException {
    Path segment = directory.lastSegment();
    int start = SpoolDirectory.offsets(segment).getLast();
    SpoolDirectory.truncate(segment, random.nextInt(start, (int) Files.size(segment)));
  }
}
