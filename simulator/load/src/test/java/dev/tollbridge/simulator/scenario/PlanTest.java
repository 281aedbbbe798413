package dev.tollbridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.sample.ServiceLine;
import dev.tollbridge.v1.CallType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Numbers NUMBERS = Numbers.draw(7, number -> number.countryCode().matches("FR|US|JP"));

  @Test
  void theSameSeedPlansTheSameLegs() {
    assertThat(legs(scenario(7, "exp:180s", 100))).isEqualTo(legs(scenario(7, "exp:180s", 100)));
    assertThat(legs(scenario(7, "exp:180s", 100))).isNotEqualTo(legs(scenario(8, "exp:180s", 100)));
  }

  @Test
  void theSameSeedDrawsTheSameNumbers() {
    assertThat(Numbers.draw(7, _ -> true).destinations()).isEqualTo(Numbers.draw(7, _ -> true).destinations());
  }

  @Test
  void arrivalsFollowTheRateAndTheirGapsAreThoseOfPoisson() {
    List<PlannedLeg> legs = legs(scenario(1, "fixed:90s", 100));
    assertThat(legs).hasSizeBetween(9_600, 10_400);
    // A fraction 1/e of exponential gaps are longer than the mean.
    long longer = 0;
    for (int i = 1; i < legs.size(); i++) {
      longer += legs.get(i).startNanos() - legs.get(i - 1).startNanos() > 10_000_000 ? 1 : 0;
    }
    assertThat((double) longer / legs.size()).isCloseTo(Math.exp(-1), within(0.02));
  }

  @Test
  void bridgesShareThePlanByConference() {
    Plan plan = new Plan(new Scenario(new ArrivalRate(100), Hold.parse("exp:180s"), Duration.ofSeconds(20), 1_500,
        Mix.parse("toll=60,tollfree=25,dialout=15"), 10, 7, 3), NUMBERS);
    List<PlannedLeg> shared = new ArrayList<>();
    for (int bridge = 0; bridge < 3; bridge++) {
      int number = bridge;
      plan.ofBridge(bridge).forEachRemaining(leg -> {
        assertThat(leg.conference() % 3).isEqualTo(number);
        shared.add(leg);
      });
    }
    shared.sort(Comparator.comparingLong(PlannedLeg::number));
    assertThat(shared).hasSize(1_500).containsExactlyElementsOf(plan);
  }

  @Test
  void oneLegIsDrawnAsAmongTheOthers() {
    Plan plan = new Plan(scenario(7, "exp:180s", 100), NUMBERS);
    List<PlannedLeg> legs = legs(scenario(7, "exp:180s", 100));
    assertThat(plan.leg(0)).isEqualTo(legs.getFirst());
    assertThat(plan.leg(4_321)).isEqualTo(legs.get(4_321));
  }

  @Test
  void holdsHaveTheirMeanOrMedian() {
    assertThat(meanHoldSeconds("exp:180s")).isCloseTo(180, within(6.0));
    assertThat(meanHoldSeconds("fixed:90s")).isEqualTo(90);
    List<Long> sorted = legs(scenario(3, "lognormal:180s,0.8", 100)).stream().map(PlannedLeg::holdMicros).sorted()
        .toList();
    assertThat(sorted.get(sorted.size() / 2) / 1e6).isCloseTo(180, within(8.0));
  }

  @Test
  void noHoldIsLongerThanADay() {
    assertThat(legs(scenario(3, "lognormal:24h,5", 10))).extracting(PlannedLeg::holdMicros)
        .allSatisfy(micros -> assertThat(micros).isBetween(0L, Duration.ofHours(24).toNanos() / 1000))
        .contains(Duration.ofHours(24).toNanos() / 1000);
  }

  @Test
  void theMixAndTheHotOrganizationGetTheirShares() {
    List<PlannedLeg> legs = legs(scenario(5, "fixed:1s", 100));
    Map<CallType, Long> classes = legs.stream()
        .collect(Collectors.groupingBy(PlannedLeg::callType, Collectors.counting()));
    assertThat(classes.getOrDefault(CallType.CALL_TYPE_TOLL_DIAL_IN, 0L) / (double) legs.size()).isCloseTo(0.6,
        within(0.02));
    assertThat(classes.getOrDefault(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN, 0L) / (double) legs.size()).isCloseTo(0.25,
        within(0.02));
    assertThat(legs.stream().filter(leg -> leg.organization() == 1).count() / (double) legs.size())
        .isCloseTo(0.5, within(0.02));
  }

  @Test
  void aConferenceHasOneOrganizerAndAtMostTwelveLegs() {
    Map<Long, List<PlannedLeg>> conferences = legs(scenario(5, "fixed:1s", 100)).stream()
        .collect(Collectors.groupingBy(PlannedLeg::conference));
    assertThat(conferences.values()).allSatisfy(legs -> {
      assertThat(legs).hasSizeBetween(1, 12);
      assertThat(legs).extracting(leg -> leg.organization() + "/" + leg.organizer()).containsOnly(
          legs.getFirst().organization() + "/" + legs.getFirst().organizer());
    });
    assertThat(conferences.values()).anySatisfy(legs -> assertThat(legs).hasSize(12));
  }

  @Test
  void legsAreBounded() {
    Scenario bounded = new Scenario(new ArrivalRate(1000), Hold.parse("exp:1s"), Duration.ofHours(1), 17,
        new Mix(1, 1, 1), 3, 1, 1);
    assertThat(legs(bounded)).hasSize(17);
  }

  @Test
  void everyNumberIsValidAndOfItsCountry() throws NumberParseException {
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    List<PhoneNumber> numbers = new ArrayList<>(NUMBERS.destinations());
    ServiceLine.ALL.forEach(line -> numbers.add(line.number()));
    assertThat(NUMBERS.destinations()).extracting(PhoneNumber::countryCode).contains("FR", "US", "JP");
    for (PhoneNumber number : numbers) {
      var parsed = metadata.parse(number.text(), null);
      assertThat(metadata.isValidNumber(parsed)).as(number.text()).isTrue();
      assertThat(metadata.getRegionCodeForNumber(parsed)).as(number.text()).isEqualTo(number.countryCode());
    }
  }

  @Test
  void serviceNumbersHaveTheTypeThatTheyClaim() throws NumberParseException {
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    for (ServiceLine line : ServiceLine.ALL) {
      boolean tollFree = metadata.getNumberType(
          metadata.parse(line.number().text(), null)) == PhoneNumberUtil.PhoneNumberType.TOLL_FREE;
      assertThat(tollFree).as(line.toString()).isEqualTo(line.type().name().endsWith("TOLL_FREE"));
    }
  }

  @Test
  void dialOutWithoutNumbersIsRefused() {
    assertThatThrownBy(() -> new Plan(scenario(1, "exp:1s", 1), Numbers.draw(1, _ -> false)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("prices no number");
  }

  private static double meanHoldSeconds(String hold) {
    return legs(scenario(2, hold, 100)).stream().mapToLong(PlannedLeg::holdMicros).average().orElseThrow() / 1e6;
  }

  private static List<PlannedLeg> legs(Scenario scenario) {
    List<PlannedLeg> legs = new ArrayList<>();
    new Plan(scenario, NUMBERS).forEach(legs::add);
    return legs;
  }

  private static Scenario scenario(long seed, String hold, double rate) {
    return new Scenario(new ArrivalRate(rate), Hold.parse(hold), Duration.ofSeconds(100), 1_000_000,
        Mix.parse("toll=60,tollfree=25,dialout=15"), 10, seed, 1);
  }
}
