package dev.tollbridge.simulator.rater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.Opened;
import org.junit.jupiter.api.Test;

class ServerClockTest {
  @Test
  void engineTimeRunsFasterByTheTimeScale() {
    ServerClock clock = new ServerClock(5_000_000, 1_000, 60);
    assertThat(clock.micros(1_000)).isEqualTo(5_000_000);
    assertThat(clock.micros(1_000 + 1_000_000_000)).isEqualTo(65_000_000);
    assertThat(clock.micros(1_000 + 50)).isEqualTo(5_000_003);
    assertThat(clock.micros(1_000 - 1_000_000)).isEqualTo(4_940_000);
  }

  @Test
  void anInstantIsNotReachedEarly() {
    ServerClock clock = new ServerClock(5_000_000, 1_000, 7);
    for (long micros = 5_000_000; micros < 5_000_100; micros++) {
      assertThat(clock.micros(clock.nanos(micros))).isGreaterThanOrEqualTo(micros);
    }
  }

  @Test
  void theAnchorIsTheServersTime() {
    Opened opened = Opened.newBuilder().setServerTime(Timestamp.newBuilder().setSeconds(3).setNanos(7_000))
        .setTimeScale(10).build();
    assertThat(ServerClock.anchor(opened, 42)).isEqualTo(new ServerClock(3_000_007, 42, 10));
    assertThat(ServerClock.anchor(Opened.getDefaultInstance(), 42).timeScale()).isEqualTo(1);
  }

  @Test
  void timeDoesNotRunBackwards() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerClock(0, 0, 0));
  }
}
