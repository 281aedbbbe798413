package dev.tollbridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tollbridge.simulator.sample.Mix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 200 legs per second for 100 seconds, 12 organizations. */
class AttendanceTest {
  private static final int ORGANIZATIONS = 12;
  private static final Duration DURATION = Duration.ofSeconds(100);

  @Test
  void legsJoinWithinTheSpreadAndTheRateStillCountsLegs() {
    List<PlannedLeg> legs = legs(attendance("fixed:50", "10s", "equal"));
    assertThat(legs).hasSizeBetween(14_000, 24_000);
    assertThat(legs).extracting(PlannedLeg::startNanos).isSorted();
    Map<Long, List<PlannedLeg>> conferences = byConference(legs);
    assertThat(conferences.values()).allSatisfy(conference -> {
      assertThat(conference.getLast().startNanos() - conference.getFirst().startNanos())
          .isLessThanOrEqualTo(10_000_000_000L);
      assertThat(conference).extracting(leg -> leg.organization() + "/" + leg.organizer()).containsOnly(
          conference.getFirst().organization() + "/" + conference.getFirst().organizer());
    });
    List<List<PlannedLeg>> whole = conferences.values().stream()
        .filter(conference -> conference.getFirst().startNanos() < 89_000_000_000L).toList();
    assertThat(whole).isNotEmpty().allSatisfy(conference -> assertThat(conference).hasSize(50));
  }

  @Test
  void legsJoinAnywhereInTheSpread() {
    List<Double> positions = new ArrayList<>();
    // One conference of 250 legs: its instants are distributed like 250 sorted uniform draws.
    for (long seed = 1; seed <= 40; seed++) {
      List<PlannedLeg> legs = legs(attendance("fixed:250", "20s", "equal"), seed);
      List<PlannedLeg> first = Objects.requireNonNull(byConference(legs).get(0L));
      long start = first.getFirst().startNanos();
      first.forEach(leg -> positions.add((leg.startNanos() - start) / 20e9));
    }
    for (int tenth = 0; tenth < 9; tenth++) {
      double from = tenth / 10.0;
      long count = positions.stream().filter(position -> position >= from && position < from + 0.1).count();
      assertThat((double) count / positions.size()).as("from %s", from).isCloseTo(0.1, within(0.015));
    }
  }

  @Test
  void conferencesWithoutASpreadAreFilledOneAfterTheOther() {
    Map<Long, List<PlannedLeg>> conferences = byConference(legs(attendance("fixed:9", null, "equal")));
    assertThat(conferences.values().stream().filter(conference -> conference.size() != 9).count())
        .isLessThanOrEqualTo(ORGANIZATIONS);
    assertThat(conferences.values()).allSatisfy(conference -> assertThat(conference).hasSizeLessThanOrEqualTo(9));
  }

  @ParameterizedTest
  @CsvSource({"fixed:8,8,8,8", "uniform:1-12,1,12,6.5", "uniform:250-250,250,250,250", "geometric:6,1,250,6",
    "'weights:2=50,8=40,250=10',2,250,29.2", "geometric:1,1,1,1"})
  void sizesHaveTheirRangeAndMean(String text, int least, int most, double mean) {
    ConferenceSize size = ConferenceSize.parse(text);
    var random = new SplittableRandom(5);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      sizes.add(size.next(random));
    }
    assertThat(sizes).allMatch(drawn -> drawn >= least && drawn <= most);
    assertThat(sizes.stream().mapToInt(Integer::intValue).average().orElseThrow()).isCloseTo(mean,
        within(mean * 0.05));
    assertThat(size.mean()).isCloseTo(mean, within(mean * 0.001));
  }

  @Test
  void theHotOrganizationsShareTheirPercentage() {
    Map<Integer, Double> shares = shares("hot:80,3");
    assertThat(share(shares, 1) + share(shares, 2) + share(shares, 3)).isCloseTo(0.8, within(0.02));
    assertThat(share(shares, 4)).isCloseTo(0.2 / 9, within(0.01));
  }

  @Test
  void zipfSharesFollowTheRank() {
    Map<Integer, Double> shares = shares("zipf:1");
    assertThat(share(shares, 1) / share(shares, 2)).isCloseTo(2, within(0.2));
    assertThat(share(shares, 1) / share(shares, 10)).isCloseTo(10, within(2.0));
  }

  @Test
  void equalSharesAreEqual() {
    assertThat(shares("equal").values()).hasSize(ORGANIZATIONS)
        .allSatisfy(share -> assertThat(share).isCloseTo(1.0 / ORGANIZATIONS, within(0.01)));
  }

  @Test
  void numbersAreOfTheCountriesAsked() {
    Attendance german = new Attendance(ConferenceSize.SMALL, null, new OrganizationShares.Equal(),
        CountryWeights.parse("DE=3,AT=1"), CountryWeights.parse("IN=1"));
    Map<String, Long> dialled = legs(german).stream().filter(PlannedLeg::isDialOut)
        .collect(Collectors.groupingBy(leg -> leg.remote().countryCode(), Collectors.counting()));
    assertThat(dialled).containsOnlyKeys("DE", "AT");
    assertThat(dialled.getOrDefault("DE", 0L) / (double) dialled.getOrDefault("AT", 0L)).isCloseTo(3, within(0.3));
    assertThat(legs(german).stream().filter(leg -> !leg.isDialOut()).map(leg -> leg.remote().countryCode()).distinct())
        .containsExactlyInAnyOrder("IN", "");
  }

  @Test
  void aCountryThatTheDeckDoesNotPriceIsNamed() {
    Attendance attendance = new Attendance(ConferenceSize.SMALL, null, new OrganizationShares.Equal(),
        CountryWeights.parse("DE=3,FR=1"), CountryWeights.ANY);
    assertThatThrownBy(() -> Numbers.draw(1, attendance, number -> number.countryCode().equals("DE")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("--dial-out-countries")
        .hasMessageContaining("FR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "fixed:0", "fixed:251", "fixed:1-2", "uniform:5", "uniform:9-2", "geometric:0.5",
    "geometric:300", "weights:1", "weights:251=1", "weights:1=0", "fixed:"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> ConferenceSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "some", "hot", "hot:0", "hot:101", "hot:50,0", "zipf", "zipf:0", "zipf:9", "equal:1"})
  void whatIsNoShareIsRefused(String text) {
    assertThatThrownBy(() -> OrganizationShares.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "DE", "DE=0", "XX=1", "de=1", "DE=1,DE=2", "DE=1,"})
  void whatIsNoCountryWeightIsRefused(String text) {
    assertThatThrownBy(() -> CountryWeights.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<Integer, Double> shares(String text) {
    List<PlannedLeg> legs = legs(attendance("fixed:1", null, text));
    return legs.stream().collect(Collectors.groupingBy(PlannedLeg::organization,
        Collectors.collectingAndThen(Collectors.counting(), count -> (double) count / legs.size())));
  }

  private static double share(Map<Integer, Double> shares, int organization) {
    return Objects.requireNonNull(shares.get(organization));
  }

  private static Map<Long, List<PlannedLeg>> byConference(List<PlannedLeg> legs) {
    return legs.stream().sorted(Comparator.comparingLong(PlannedLeg::startNanos))
        .collect(Collectors.groupingBy(PlannedLeg::conference));
  }

  private static Attendance attendance(String size, @Nullable String spread, String shares) {
    return new Attendance(ConferenceSize.parse(size), spread == null ? null : DurationText.parse(spread),
        OrganizationShares.parse(shares), CountryWeights.ANY, CountryWeights.ANY);
  }

  private static List<PlannedLeg> legs(Attendance attendance) {
    return legs(attendance, 7);
  }

  private static List<PlannedLeg> legs(Attendance attendance, long seed) {
    Scenario scenario = new Scenario(new ArrivalRate(200), Arrivals.POISSON, Hold.parse("exp:1s"), DURATION, 1_000_000,
        new Mix(1, 1, 1), ORGANIZATIONS, attendance, seed, 1, Faults.NONE);
    List<PlannedLeg> legs = new ArrayList<>();
    new Plan(scenario, Numbers.draw(7, attendance, _ -> true)).forEach(legs::add);
    return legs;
  }
}
