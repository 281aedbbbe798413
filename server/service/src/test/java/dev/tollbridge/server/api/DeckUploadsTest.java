package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.security.PeerLimit;
import dev.tollbridge.server.security.Role;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rate decks that are being sent are few, and small together; those that stop arriving are ended. */
final class DeckUploadsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ServerMetrics metrics = new ServerMetrics(registry);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - DeckUploads.IDLE_NANOS / 2);
  private final DeckUploads uploads = new DeckUploads(metrics, nanos::get, 1_000);

  private static Caller caller(String name) {
    return new Caller(name, Role.FINANCE, Set.of(), "", "192.0.2.1:5000");
  }

  private static void unexpected(StatusRuntimeException error) {
    throw new AssertionError(error);
  }

  private static void assertRefused(ThrowingCallable call, String words) {
    assertThatThrownBy(call).isInstanceOf(StatusRuntimeException.class).hasMessageContaining("RESOURCE_EXHAUSTED")
        .hasMessageContaining(words);
  }

  private double counted(PeerLimit limit) {
    metrics.limited(limit);
    return registry.get("tollbridge.limited.peers").tag("limit", limit.name().toLowerCase(java.util.Locale.ROOT))
        .counter().count() - 1;
  }

  @Test
  void ofOneCallerAreTwo() {
    var first = uploads.begin(caller("ann"), DeckUploadsTest::unexpected);
    uploads.begin(caller("ann"), DeckUploadsTest::unexpected);
    assertRefused(() -> uploads.begin(caller("ann"), DeckUploadsTest::unexpected), "2 rate decks of this caller");
    uploads.begin(caller("bob"), DeckUploadsTest::unexpected);
    first.close();
    first.close();
    assertThat(uploads.count()).isEqualTo(2);
    uploads.begin(caller("ann"), DeckUploadsTest::unexpected);
    assertRefused(() -> uploads.begin(caller("ann"), DeckUploadsTest::unexpected), "2 rate decks of this caller");
    assertThat(counted(PeerLimit.IMPORTS)).isEqualTo(2);
  }

  @Test
  void ofAllCallersAreEight() {
    for (int i = 0; i < DeckUploads.MAX_UPLOADS; i++) {
      uploads.begin(caller("caller-" + i), DeckUploadsTest::unexpected);
    }
    assertRefused(() -> uploads.begin(caller("late"), DeckUploadsTest::unexpected), "8 rate decks are being imported");
  }

  @Test
  void onAnOpenServerAreCountedByAddress() {
    for (int i = 0; i < DeckUploads.MAX_OF_CALLER; i++) {
      uploads.begin(new Caller(Caller.OPEN_NAME, Role.ADMIN, Set.of(), "", "192.0.2.1:500" + i),
          DeckUploadsTest::unexpected);
    }
    var again = new Caller(Caller.OPEN_NAME, Role.ADMIN, Set.of(), "", "192.0.2.1:5009");
    assertRefused(() -> uploads.begin(again, DeckUploadsTest::unexpected), "of this caller");
    uploads.begin(new Caller(Caller.OPEN_NAME, Role.ADMIN, Set.of(), "", "192.0.2.2:5000"),
        DeckUploadsTest::unexpected);
  }

  @Test
  void haveSoManyBytesTogether() {
    var first = uploads.begin(caller("ann"), DeckUploadsTest::unexpected);
    var second = uploads.begin(caller("bob"), DeckUploadsTest::unexpected);
    first.add(600);
    second.add(400);
    assertRefused(() -> second.add(1), "more than 1000 bytes");
    first.close();
    second.add(600);
    assertThat(counted(PeerLimit.IMPORT_BYTES)).isEqualTo(1);
  }

  @Test
  void endWhenTheyStopArriving() {
    List<StatusRuntimeException> ends = new ArrayList<>();
    var idle = uploads.begin(caller("ann"), ends::add);
    var complete = uploads.begin(caller("ann"), DeckUploadsTest::unexpected);
    complete.beginReading();
    nanos.addAndGet(DeckUploads.IDLE_NANOS - 1);
    uploads.check();
    assertThat(ends).isEmpty();
    idle.add(1);
    nanos.addAndGet(DeckUploads.IDLE_NANOS - 1);
    uploads.check();
    assertThat(ends).isEmpty();
    nanos.addAndGet(1);
    uploads.check();
    assertThat(ends).singleElement().extracting(Throwable::getMessage).asString().contains("for 30 s");
  }

  @Test
  void decksFitTheMemory() {
    assertThat(new DeckMemory(384L << 20, 4).maxRows()).isBetween(50_000, 100_000);
    assertThat(new DeckMemory(8L << 30, 4).maxRows()).isEqualTo(RateDeck.MAX_RATES);
    assertThat(new DeckMemory(8L << 30, 64).maxRows()).isLessThan(150_000);
    assertThat(new DeckMemory(384L << 20, 4).maxKeptRows()).isBetween(200_000L, 300_000L);
    assertThat(new DeckMemory(384L << 20, 4).maxFileBytes()).isEqualTo(48L << 20);
  }
}
