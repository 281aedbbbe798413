package dev.tollbridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.NumberReader;
import dev.tollbridge.simulator.sample.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final Numbers NUMBERS = Numbers.draw(7, number -> number.countryCode().equals("FR"));

  @Test
  void everyFaultIsRead() {
    assertThat(Faults.parse(
        "duplicate=1%,reorder=2%,missing=3%,late=4.5%,invalid=5%,broke=20%:5.25,drop=20s,crash=1m,skew=500ms,"
            + "overstay=6%"))
        .isEqualTo(new Faults(0.01, 0.02, 0.03, 0.045, 0.05, 0.2, 5_250_000, Duration.ofSeconds(20),
            Duration.ofMinutes(1), Duration.ofMillis(500), 0.06));
    assertThat(Faults.parse("")).isEqualTo(Faults.NONE).isEqualTo(Faults.parse("broke=0%"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"late", "late=", "late=5", "late=101%", "late=-1%", "late=1%,late=2%", "chaos=1%", "skew=5m",
    "broke=10%:", "broke=10%:-1", "broke=10%:0.0000001", "drop=1%", "drop=0s", "crash=0m", "crash=often", "late=1%,"})
  void whatIsNoFaultIsRefused(String text) {
    assertThatThrownBy(() -> Faults.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eventsAreLateAsOftenAsAskedAndByTwoMinutesAtMost() {
    Faults faults = Faults.parse("late=10%");
    List<Faults.Delays> delays = LongStream.range(0, 20_000).mapToObj(leg -> faults.delays(3, leg)).toList();
    assertThat(delays).allMatch(delay -> delay.answerMicros() < 120_000_000 && delay.endMicros() < 120_000_000);
    assertThat(delays.stream().filter(delay -> delay.answerMicros() > 0).count() / 20_000.0).isCloseTo(0.1,
        within(0.01));
    assertThat(delays.stream().filter(delay -> delay.endMicros() > 0).count() / 20_000.0).isCloseTo(0.1, within(0.01));
    assertThat(faults.delays(3, 17)).isEqualTo(Faults.parse("late=10%").delays(3, 17));
  }

  @Test
  void legsOverstayAsOftenAsAsked() {
    Faults faults = Faults.parse("overstay=10%");
    assertThat(LongStream.range(0, 20_000).filter(leg -> faults.overstays(3, leg)).count() / 20_000.0).isCloseTo(0.1,
        within(0.01));
    assertThat(LongStream.range(0, 20_000)).noneMatch(leg -> Faults.NONE.overstays(3, leg));
  }

  @Test
  void clocksDifferBridgeByBridgeWithinTheirSkew() {
    Faults faults = Faults.parse("skew=2m");
    List<Long> skews = LongStream.range(0, 50).mapToObj(bridge -> faults.skewMicros(1, (int) bridge)).toList();
    assertThat(skews).doesNotHaveDuplicates().allMatch(skew -> Math.abs(skew) <= 120_000_000)
        .anyMatch(skew -> skew > 60_000_000).anyMatch(skew -> skew < -60_000_000);
  }

  @Test
  void theFirstOrganizationsAreBroke() {
    Faults faults = Faults.parse("broke=20%");
    assertThat(faults.isBroke(2, 10)).isTrue();
    assertThat(faults.isBroke(3, 10)).isFalse();
    assertThat(Faults.parse("broke=1%").isBroke(1, 10)).isTrue();
    assertThat(Faults.NONE.isBroke(1, 1)).isFalse();
  }

  @Test
  void faultsChangeNothingElseInThePlan() {
    List<PlannedLeg> plain = legs(Faults.NONE);
    List<PlannedLeg> faulty = legs(Faults.parse("invalid=20%,late=50%,crash=1s,skew=1m"));
    assertThat(faulty).hasSameSizeAs(plain);
    int malformed = 0;
    int written = 0;
    for (int i = 0; i < plain.size(); i++) {
      assertThat(faulty.get(i)).usingRecursiveComparison().ignoringFields("remote").isEqualTo(plain.get(i));
      PhoneNumber remote = faulty.get(i).remote();
      if (remote.text().equals(plain.get(i).remote().text())) {
        written += remote.equals(plain.get(i).remote()) ? 0 : 1;
        assertThat(NumberReader.dialled(remote.written())).isEqualTo(remote);
      } else {
        malformed++;
        assertThat(remote.digits()).isEmpty();
        assertThat(faulty.get(i).isUndiallable()).isEqualTo(faulty.get(i).isDialOut());
      }
    }
    assertThat((double) malformed / plain.size()).isCloseTo(0.1, within(0.02));
    assertThat((double) written / plain.size()).isCloseTo(0.1, within(0.02));
  }

  private static List<PlannedLeg> legs(Faults faults) {
    List<PlannedLeg> legs = new ArrayList<>();
    new Plan(new Scenario(new ArrivalRate(100), Arrivals.POISSON, Hold.parse("exp:1s"), Duration.ofSeconds(30), 5_000,
        new Mix(1, 1, 1), 3, Attendance.PLAIN, 9, 1, faults), NUMBERS).forEach(legs::add);
    return legs;
  }
}
