package dev.tollbridge.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.sample.ServiceLine;
import dev.tollbridge.simulator.scenario.Numbers;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.NumberType;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleDecksTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void everyServiceNumberHasAPrice() {
    for (ServiceLine line : ServiceLine.ALL) {
      CallType callType = line.type() == NumberType.NUMBER_TYPE_TOLL
          ? CallType.CALL_TYPE_TOLL_DIAL_IN
          : CallType.CALL_TYPE_TOLL_FREE_DIAL_IN;
      assertThat(DeckFile.sample(callType).table().prices(line.number(), NOON)).as(line.toString()).isTrue();
    }
  }

  @Test
  void dialOutReachesFortyCountriesAndRejectsPremiumNumbers() {
    DeckTable deck = DeckFile.sample(CallType.CALL_TYPE_DIAL_OUT).table();
    Stream<String> countries = Numbers.draw(1, number -> deck.prices(number, NOON)).destinations().stream()
        .map(PhoneNumber::countryCode).distinct();
    assertThat(countries).hasSizeGreaterThanOrEqualTo(40);
    assertThat(deck.prices(new PhoneNumber("+499001234567", "DE"), NOON)).isFalse();
  }

  @Test
  void theDigestIsThatOfTheFile() {
    DeckFile deck = DeckFile.sample(CallType.CALL_TYPE_TOLL_DIAL_IN);
    assertThat(deck.sha256()).matches("[0-9a-f]{64}")
        .isNotEqualTo(DeckFile.sample(CallType.CALL_TYPE_DIAL_OUT).sha256());
  }
}
