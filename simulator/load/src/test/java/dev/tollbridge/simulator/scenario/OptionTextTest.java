package dev.tollbridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.simulator.sample.Mix;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTextTest {
  @Test
  void ratesAreReadInEveryUnit() {
    assertThat(ArrivalRate.parse("50/s").perSecond()).isEqualTo(50);
    assertThat(ArrivalRate.parse("0.5").perSecond()).isEqualTo(0.5);
    assertThat(ArrivalRate.parse("1200/m").perSecond()).isEqualTo(20);
    assertThat(ArrivalRate.parse("7200/h").perSecond()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1/s", "0/s", "5/d", "200000/s", "1e3/s"})
  void badRatesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ArrivalRate.parse(text));
  }

  @Test
  void holdsAreReadInEveryForm() {
    assertThat(Hold.parse("exp:180s")).isEqualTo(new Hold.Exponential(Duration.ofMinutes(3)));
    assertThat(Hold.parse("fixed:3m")).isEqualTo(new Hold.Fixed(Duration.ofMinutes(3)));
    assertThat(Hold.parse("fixed:0s")).isEqualTo(new Hold.Fixed(Duration.ZERO));
    assertThat(Hold.parse("lognormal:1h,0.8")).isEqualTo(new Hold.Lognormal(Duration.ofHours(1), 0.8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "exp", "exp:", "exp:180", "fixed:25h", "lognormal:180s", "lognormal:1s,x",
    "lognormal:1s,9",
    "uniform:1s", "exp:1s,2", "exp:0s", "lognormal:0ms,1"})
  void badHoldsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Hold.parse(text));
  }

  @Test
  void aClassLeftOutOfTheMixHasNoLegs() {
    assertThat(Mix.parse("dialout=3")).isEqualTo(new Mix(0, 0, 3));
    assertThat(Mix.parse("tollfree=2,toll=1")).isEqualTo(new Mix(1, 2, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "toll", "toll=-1", "toll=1,toll=2", "mobile=3", "toll=0,dialout=0", "toll=9999999"})
  void badMixesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Mix.parse(text));
  }
}
