package dev.tollbridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RateScaleTest {
  @Test
  void aSpikeAtTheEndExceedsTheScaleAndIsNoted() {
    RateScale scale = RateScale.of(List.of(1.0, 2.0, 63.0), List.of(50.0, 40.0, 0.0), List.of(0.0, 20.0, 12_345.6));
    assertThat(scale.top()).isEqualTo(62.5);
    assertThat(scale.note()).contains("12,346 legs a second were ended at 01:03");
  }

  @Test
  void endsAboutAsFastAsStartsAreShownWhole() {
    assertThat(RateScale.of(List.of(1.0, 2.0), List.of(50.0, 0.0), List.of(0.0, 100.0)))
        .isEqualTo(RateScale.WHOLE);
  }

  @Test
  void aRunInWhichNothingStartedHasAScaleToo() {
    assertThat(RateScale.of(List.of(), List.of(), List.of())).isEqualTo(RateScale.WHOLE);
    assertThat(RateScale.of(List.of(1.0), List.of(0.0), List.of(7.0))).isEqualTo(RateScale.WHOLE);
  }
}
