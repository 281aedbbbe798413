package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a spool holds from one run to the next, and how much space it takes. */
class SpoolTest {

  /** More events than the tests' limits allow. */
  private static final long MANY = 100;

  @TempDir
  private Path folder;
  private final SpoolModel model = new SpoolModel();

  private SpoolDirectory directory() {
    return new SpoolDirectory(folder.resolve("spool"));
  }

  @Test
  void aNewSpoolBeginsTheSession() {
    assertThat(directory().recover()).isEqualTo(RecoveredState.fresh(SpoolDirectory.SESSION));
  }

  @Test
  void theNextLifeFindsEventsActiveLegsAndNumbers() {
    Spool spool = directory().open();
    spool.append(model.answer());
    spool.append(model.answer());
    spool.append(model.end(1));
    spool.append(model.answer());
    acknowledge(spool, 2);
    spool.close();
    RecoveredState state = directory().recover();
    model.assertHeldBy(state, "second life");
    assertThat(state.resumed()).isTrue();
    assertThat(state.activeLegs()).extracting(LegEvent::getLegNumber).containsExactly(2L, 3L);
    model.assertHeldBy(directory().recover(), "third life");
  }

  @Test
  void theSessionOfTheSpoolGoesOn() {
    directory().recover();
    Spool spool = Spool.open(directory().path(), SpoolDirectory.BRIDGE, 99, SpoolDirectory.SMALL);
    spool.close();
    assertThat(spool.recovered().session()).isEqualTo(SpoolDirectory.SESSION);
  }

  @Test
  void anotherBridgeIsRefused() {
    directory().recover();
    assertThatExceptionOfType(SpoolException.class)
        .isThrownBy(() -> Spool.open(directory().path(), "bridge-2", 1, SpoolDirectory.SMALL))
        .withMessageContaining("belongs to bridge bridge-1, not to bridge-2");
    assertThat(directory().recover().resumed()).isTrue();
  }

  @Test
  void aDirectoryInUseIsRefusedUntilItIsFree() {
    Spool spool = directory().open();
    assertThatExceptionOfType(SpoolException.class).isThrownBy(() -> directory().open())
        .withMessageContaining("in use");
    spool.close();
    assertThat(directory().recover().resumed()).isTrue();
  }

  @Test
  void legsThatTheServerDroppedAreNotActive() {
    Spool spool = directory().open();
    spool.append(model.answer());
    spool.append(model.answer());
    spool.dropped(1);
    model.drop(1);
    spool.close();
    model.assertHeldBy(directory().recover(), "after a drop");
  }

  @Test
  void acknowledgedSegmentsAreDeletedAndTheirActiveLegsKept() throws IOException {
    Spool spool = directory().open();
    for (int leg = 1; leg <= 40; leg++) {
      spool.append(model.answer());
      if (leg > 2) {
        spool.append(model.end(leg));
      }
    }
    List<Path> full = directory().segments();
    assertThat(full).hasSizeGreaterThan(5);
    acknowledge(spool, model.numbered() - 1);
    assertThat(directory().segments()).containsExactly(full.getLast());
    spool.close();
    model.assertHeldBy(directory().recover(), "after deletion");
    assertThat(model.activeLegNumbers()).containsExactly(1L, 2L);
  }

  @Test
  void nothingUnacknowledgedIsDeleted() throws IOException {
    Spool spool = directory().open();
    while (directory().segments().size() < 4 && model.numbered() < MANY) {
      spool.append(model.answer());
    }
    acknowledge(spool, 1);
    assertThat(directory().segments()).hasSize(4);
    spool.close();
    model.assertHeldBy(directory().recover(), "with most unacknowledged");
  }

  @Test
  void segmentsGrowWithTheListOfActiveLegs() throws IOException {
    Spool spool = directory().open();
    long events = 2_000;
    for (int leg = 1; leg <= events; leg++) {
      spool.append(model.answer());
      acknowledge(spool, leg);
    }
    Path last = directory().lastSegment();
    assertThat(SpoolFiles.number(last)).isLessThan(20);
    assertThat(directory().segments()).containsExactly(last);
    spool.close();
    model.assertHeldBy(directory().recover(), "with 2,000 active legs");
  }

  @Test
  void thereIsRoomAgainWhenSegmentsAreAcknowledged() {
    Spool spool = directory().open();
    while (spool.hasRoom() && model.numbered() < MANY) {
      spool.append(model.answer());
    }
    acknowledge(spool, model.numbered());
    assertThat(spool.hasRoom()).isTrue();
    spool.close();
    assertThat(model.numbered()).isBetween(10L, MANY - 1);
  }

  @Test
  void anEventOfAbsurdSizeIsRefusedAndDoesNoHarm() {
    Spool spool = directory().open();
    LegEvent huge = LegEvent.newBuilder().setSequence(1).setLegNumber(1)
        .setAnswered(LegAnswered.newBuilder().setLegId("x".repeat(SpoolLimits.MAX_RECORD_BYTES))).build();
    assertThatIllegalArgumentException().isThrownBy(() -> spool.append(huge));
    spool.append(model.answer());
    spool.close();
    model.assertHeldBy(directory().recover(), "after a refusal");
  }

  @Test
  void aFileInPlaceOfADirectoryIsRefused() throws IOException {
    Files.createFile(directory().path());
    assertThatExceptionOfType(SpoolException.class).isThrownBy(() -> directory().open())
        .withMessageContaining("cannot be opened");
  }

  private void acknowledge(Spool spool, long sequence) {
    spool.acknowledged(sequence);
    model.acknowledge(sequence);
  }
}
