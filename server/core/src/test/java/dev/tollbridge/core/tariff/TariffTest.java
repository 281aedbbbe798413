package dev.tollbridge.core.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffTest {
  private static final RateDeck DECK = Rates.deck("49 germany 0.010/min");
  private static final RatedNumber GERMANY = new RatedNumber("4930123456", "DE", "");
  private static final long NOON = at("2026-07-01T12:00:00Z");

  private static long at(String instant) {
    return Rates.micros(Instant.parse(instant));
  }

  private static DeckVersion version(String id, CallType callType, String currency, long effective, long imported) {
    return new DeckVersion(id, id, callType, currency, effective, imported, "", DECK);
  }

  private static DeckVersion dialOut(String id, long effectiveMicros, long importMicros) {
    return version(id, CallType.DIAL_OUT, "USD", effectiveMicros, importMicros);
  }

  private static Tariff tariff(DeckVersion... versions) {
    Tariff tariff = new Tariff();
    List.of(versions).forEach(tariff::add);
    return tariff;
  }

  private static String inForce(Tariff tariff, long atMicros) {
    DeckVersion version = tariff.inForce(CallType.DIAL_OUT, "USD", atMicros);
    return version == null ? "none" : version.deckId();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      answered                    | price in force
      2025-12-31T23:59:59.999999Z | none
      2026-01-01T00:00:00Z        | 0.010
      2026-06-30T23:59:59.999999Z | 0.010
      2026-07-01T00:00:00Z        | 0.020
      2026-07-01T00:00:00.000001Z | 0.020
      2026-11-30T23:59:59.999999Z | 0.020
      2026-12-01T00:00:00Z        | 0.030
      2030-01-01T00:00:00Z        | 0.030
      """)
  void thePriceChangesExactlyAtTheEffectiveTime(Instant answered, String price) {
    Tariff tariff = new Tariff();
    // Imported newest first: a deck may be imported before or after the ones around it.
    tariff.add(priced("0.030", "2026-12-01T00:00:00Z"));
    tariff.add(priced("0.010", "2026-01-01T00:00:00Z"));
    tariff.add(priced("0.020", "2026-07-01T00:00:00Z"));
    Rate rate = tariff.find(CallType.DIAL_OUT, "USD", GERMANY, Rates.micros(answered));

    assertThat(rate == null ? "none" : rate.destination()).isEqualTo(price);
  }

  private static DeckVersion priced(String price, String effective) {
    RateDeck deck = Rates.deck("49 " + price + " " + price + "/min");
    return new DeckVersion(price, price, CallType.DIAL_OUT, "USD", at(effective), NOON, "", deck);
  }

  @Test
  void aRemovedVersionLeavesTheOneBeforeInForce() {
    Tariff tariff = tariff(dialOut("a", 0, 1), dialOut("b", NOON, 2));

    tariff.remove("b");
    tariff.remove("c");

    assertThat(inForce(tariff, NOON)).isEqualTo("a");
    assertThat(tariff.deck("b")).isNull();
    assertThat(tariff.size()).isOne();
  }

  @Test
  void ofDecksEffectiveAtOnceTheLatestImportedIsInForce() {
    assertThat(inForce(tariff(dialOut("a", NOON, 1), dialOut("b", NOON, 2)), NOON)).isEqualTo("b");
    assertThat(inForce(tariff(dialOut("b", NOON, 2), dialOut("a", NOON, 1)), NOON)).isEqualTo("b");
    assertThat(inForce(tariff(dialOut("a", NOON, 1), dialOut("b", NOON, 1)), NOON)).isEqualTo("b");
  }

  @Test
  void aDeckImportedLaterForAnEarlierTimeDoesNotOutrankTheNewerOne() {
    Tariff tariff = tariff(dialOut("new", NOON, 1), dialOut("old", NOON - 10, 2));

    assertThat(inForce(tariff, NOON)).isEqualTo("new");
    assertThat(inForce(tariff, NOON - 1)).isEqualTo("old");
  }

  @Test
  void keepsCallTypesAndCurrenciesApart() {
    Tariff tariff = tariff(version("out", CallType.DIAL_OUT, "USD", NOON, 1),
        version("toll", CallType.TOLL_DIAL_IN, "USD", NOON, 1), version("euro", CallType.DIAL_OUT, "EUR", NOON, 1));

    assertThat(inForce(tariff, NOON)).isEqualTo("out");
    assertThat(tariff.inForce(CallType.TOLL_DIAL_IN, "USD", NOON)).isSameAs(tariff.deck("toll"));
    assertThat(tariff.inForce(CallType.DIAL_OUT, "EUR", NOON)).isSameAs(tariff.deck("euro"));
    assertThat(tariff.inForce(CallType.DIAL_OUT, "GBP", NOON)).isNull();
    assertThat(tariff.inForce(CallType.TOLL_FREE_DIAL_IN, "USD", NOON)).isNull();
    assertThat(tariff.find(CallType.TOLL_FREE_DIAL_IN, "USD", GERMANY, NOON)).isNull();
    assertThat(tariff.find(CallType.DIAL_OUT, "USD", new RatedNumber("33", "FR", ""), NOON)).isNull();
  }

  @Test
  void listsVersionsByCallTypeCurrencyEffectiveTimeAndImport() {
    Tariff tariff = tariff(dialOut("f", NOON, 2), dialOut("e", NOON, 1), dialOut("g", NOON, 2),
        dialOut("d", NOON - 1, 3), version("c", CallType.DIAL_OUT, "EUR", NOON, 1),
        version("b", CallType.TOLL_FREE_DIAL_IN, "USD", NOON, 1), version("a", CallType.TOLL_DIAL_IN, "USD", NOON, 1));

    assertThat(tariff.versions()).extracting(DeckVersion::deckId).containsExactly("a", "b", "c", "d", "e", "f", "g");
    assertThat(tariff.size()).isEqualTo(7);
  }

  @Test
  void addingTheListedVersionsRestoresTheTariff() {
    Tariff tariff = tariff(dialOut("x", NOON, 2), dialOut("b", NOON, 2), dialOut("a", NOON, 2));
    Tariff restored = tariff(tariff.versions().toArray(DeckVersion[]::new));

    assertThat(restored.versions()).isEqualTo(tariff.versions());
    assertThat(inForce(restored, NOON)).isEqualTo(inForce(tariff, NOON)).isEqualTo("a");
  }

  @Test
  void refusesASecondDeckOfTheSameId() {
    Tariff tariff = tariff(dialOut("a", NOON, 1));

    assertThatIllegalStateException().isThrownBy(() -> tariff.add(dialOut("a", NOON + 1, 2)));
    assertThat(tariff.versions()).hasSize(1);
    assertThat(tariff.deck("b")).isNull();
  }

  @Test
  void refusesMoreVersionsThanTheMaximum() {
    Tariff tariff = new Tariff();
    for (int i = 0; i < Tariff.MAX_VERSIONS; i++) {
      tariff.add(dialOut("deck " + i, i, i));
    }

    assertThatIllegalStateException().isThrownBy(() -> tariff.add(dialOut("one more", 0, 0)));
    assertThat(tariff.size()).isEqualTo(Tariff.MAX_VERSIONS);
  }
}
