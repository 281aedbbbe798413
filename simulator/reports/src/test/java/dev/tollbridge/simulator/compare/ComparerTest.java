package dev.tollbridge.simulator.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.simulator.usage.DateOrder;
import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables worked out by hand. A call is {@code organizer kind number answer seconds charge}; a month comes out as
 * {@code month byTheMinute, beyond the pool, never included, without licence, used/pool}.
 */
class ComparerTest {
  private static final String HEADER = "UsageId,Call ID,UPN,Call Type,Number Type,Caller ID,Destination Number,"
      + "Destination Dialed,Start Time,Duration Seconds,Charge,Currency,Capability\n";
  private static final String DE = "+4930123456";
  private static final String TURKEY = "+902121234567";

  @TempDir
  private Path folder;

  @Test
  void aPoolThatRunsOutInMidCallPaysForItsShare() throws IOException {
    Comparison comparison = compare(1,
        "ann out " + DE + " 2026-10-05T08:00:00Z 3000 5.00",
        "ann out " + DE + " 2026-10-06T08:00:00Z 1200 2.00",
        "ann out " + DE + " 2026-10-07T08:00:00Z 300 0.50");
    // 50 minutes, then 10 of 20, then none: 0 + 2.00 × 10/20 + 0.50.
    assertMonths(comparison, "2026-10 7.50, 1.50, 0.00, 0.00, 60/60");
    assertThat(comparison.breakEvenPrice()).contains(new BigDecimal("6.000000"));
  }

  @Test
  void aPoolThatIsUsedUpExactlyLeavesNothingForTheNextCall() throws IOException {
    assertMonths(compare(1,
        "ann out " + DE + " 2026-10-05T08:00:00Z 3600 6.00",
        "ann out " + DE + " 2026-10-05T10:00:00Z 1 0.10"), "2026-10 6.10, 0.10, 0.00, 0.00, 60/60");
  }

  @Test
  void startedMinutesCountAndSharesAreRoundedHalfUpToAMillionth() throws IOException {
    Comparison comparison = compare(1,
        "ann out " + DE + " 2026-10-05T08:00:00Z 3481 5.00",
        "ann out " + DE + " 2026-10-06T08:00:00Z 121 1.00",
        "ann out " + DE + " 2026-10-07T08:00:00Z 61 0.00");
    // 59 minutes, then 1 of 3: 1.00 × 2/3 = 0.666667.
    assertThat(comparison.meteredMicros()).isEqualTo(666_667);
  }

  @Test
  void thePoolIsUsedInTheOrderOfAnswersWhateverTheOrderOfRows() throws IOException {
    assertMonths(compare(2,
        "bob out " + DE + " 2026-10-20T08:00:00Z 3600 10.00",
        "ann out " + DE + " 2026-10-01T08:00:00Z 3600 1.00",
        "ann out " + DE + " 2026-10-02T08:00:00Z 3600 2.00"), "2026-10 13.00, 10.00, 0.00, 0.00, 120/120");
  }

  @Test
  void aCallBelongsToTheMonthInWhichItWasAnswered() throws IOException {
    assertMonths(compare(1,
        "ann out " + DE + " 2026-10-31T10:00:00Z 3600 6.00",
        "ann out " + DE + " 2026-10-31T23:59:59Z 600 1.00",
        "ann out " + DE + " 2026-11-01T00:00:00Z 600 1.00"), "2026-10 7.00, 1.00, 0.00, 0.00, 60/60",
        "2026-11 1.00, 0.00, 0.00, 0.00, 10/60");
  }

  @Test
  void aLeapDayBelongsToFebruary() throws IOException {
    assertMonths(compare(1,
        "ann out " + DE + " 2028-02-28T08:00:00Z 3000 5.00",
        "ann out " + DE + " 2028-02-29T23:30:00Z 3000 5.00",
        "ann out " + DE + " 2028-03-01T00:00:00Z 3000 5.00"), "2028-02 10.00, 4.00, 0.00, 0.00, 60/60",
        "2028-03 5.00, 0.00, 0.00, 0.00, 50/60");
  }

  @Test
  void monthsWithoutACallArePaidToo() throws IOException {
    Comparison comparison = compare(options(1, "1.00USD"),
        "ann toll +12015550123 2026-10-05T08:00:00Z 60 2.00",
        "ann toll +12015550123 2026-12-05T08:00:00Z 60 3.00");
    assertMonths(comparison, "2026-10 2.00, 0.00, 0.00, 0.00, 0/60", "2026-11 0.00, 0.00, 0.00, 0.00, 0/60",
        "2026-12 3.00, 0.00, 0.00, 0.00, 0/60");
    assertThat(comparison.withLicencesMicros()).isEqualTo(3_000_000);
  }

  @Test
  void tollIsIncludedTollFreeAndOtherCountriesAreNot() throws IOException {
    assertMonths(compare(1,
        "ann toll +12015550123 2026-10-05T08:00:00Z 60 1.00",
        "ann free +18002345678 2026-10-05T08:00:00Z 60 2.00",
        "ann out " + TURKEY + " 2026-10-05T08:00:00Z 60 4.00",
        "ann out " + DE + " 2026-10-05T08:00:00Z 60 8.00"), "2026-10 15.00, 0.00, 6.00, 0.00, 1/60");
  }

  @Test
  void theLicenceGoesToWhoeverSavesMostAndTheOtherPaysByTheMinute() throws IOException {
    Comparison comparison = compare(1,
        "bob toll +12015550123 2026-10-05T08:00:00Z 60 3.00",
        "ann toll +12015550123 2026-10-05T08:00:00Z 60 2.00",
        "bob out " + DE + " 2026-10-05T08:00:00Z 60 0.10",
        "ann out " + DE + " 2026-10-05T08:00:00Z 60 0.20",
        "ann free +18002345678 2026-10-05T08:00:00Z 60 9.00");
    assertMonths(comparison, "2026-10 14.30, 0.00, 0.00, 11.20, 1/60");
    assertThat(comparison.organizers()).extracting(Organizer::name).containsExactly("bob", "ann");
  }

  @Test
  void withoutLicencesEverythingIsPaidByTheMinute() throws IOException {
    Comparison comparison = compare(options(0, "4.00USD"), "ann toll +12015550123 2026-10-05T08:00:00Z 60 2.00");
    assertMonths(comparison, "2026-10 2.00, 0.00, 0.00, 2.00, 0/0");
    assertThat(comparison.breakEvenPrice()).isEmpty();
    assertThat(comparison.differenceMicros()).isZero();
  }

  @Test
  void aLicenceThatNobodyUsesStillBringsItsMinutesAndCostsItsPrice() throws IOException {
    Comparison comparison = compare(options(2, "1.00USD"), "ann out " + DE + " 2026-10-05T08:00:00Z 6000 10.00");
    assertMonths(comparison, "2026-10 10.00, 0.00, 0.00, 0.00, 100/120");
    assertThat(comparison.withLicencesMicros()).isEqualTo(2_000_000);
  }

  @Test
  void anOrganizerWithoutUsageIsNeverCheaperWithALicence() throws IOException {
    Comparison comparison = compare(options(2, "0.01USD"),
        "ann toll +12015550123 2026-10-05T08:00:00Z 60 2.00",
        "bob out " + DE + " 2026-10-05T08:00:00Z 0 0.00");
    assertThat(comparison.organizers()).extracting(Organizer::name).containsExactly("ann", "bob");
    assertThat(comparison.organizers()).extracting(organizer -> organizer.isCheaperWithLicence(10_000, 1))
        .containsExactly(true, false);
    assertMonths(comparison, "2026-10 2.00, 0.00, 0.00, 0.00, 0/120");
  }

  @Test
  void anOrganizersOwnWorthIsComputedAlone() throws IOException {
    Comparison comparison = compare(2,
        "ann out " + DE + " 2026-10-05T08:00:00Z 7200 12.00",
        "bob toll +12015550123 2026-11-05T08:00:00Z 60 1.00");
    // Alone 60 of ann's 120 minutes are covered; over two months that is 3.00 each.
    assertThat(comparison.organizers()).extracting(organizer -> organizer.worthPerMonth(2))
        .containsExactly(new BigDecimal("3.000000"), new BigDecimal("0.500000"));
    // In a pool of two all 120 are.
    assertMonths(comparison, "2026-10 12.00, 0.00, 0.00, 0.00, 120/120", "2026-11 1.00, 0.00, 0.00, 0.00, 0/120");
  }

  @Test
  void atTheBreakEvenPriceBothCostTheSame() throws IOException {
    String[] calls = {"ann toll +12015550123 2026-10-05T08:00:00Z 60 2.00",
      "bob toll +12015550123 2026-10-05T08:00:00Z 60 1.00",
      "ann free +18002345678 2026-10-05T08:00:00Z 60 5.00"};
    assertThat(compare(2, calls).breakEvenPrice()).contains(new BigDecimal("1.500000"));
    Comparison even = compare(options(2, "1.50USD"), calls);
    assertThat(even.differenceMicros()).isZero();
    assertThat(new Conclusion(even).verdict()).startsWith("Both offers cost the same: 8.00 USD for 2026-10.");
    assertThat(new Conclusion(compare(options(2, "1.49USD"), calls)).verdict()).startsWith(
        "2 licences are cheaper: 7.98 USD instead of 8.00 USD for 2026-10. That saves 0.02 USD, 0.3 %.");
    assertThat(new Conclusion(compare(options(2, "1.51USD"), calls)).verdict()).startsWith(
        "Paying by the minute is cheaper: 8.00 USD instead of 8.02 USD");
  }

  @Test
  void theBestMixAndTheBreakEvenNumberAreFound() throws IOException {
    Mixes.Tried tried = compare(options(0, "1.50USD"),
        "ann toll +12015550123 2026-10-05T08:00:00Z 60 2.00",
        "bob toll +12015550123 2026-10-05T08:00:00Z 60 1.00",
        "cem toll +12015550123 2026-10-05T08:00:00Z 60 0.25").tried().orElseThrow();
    // None 3.25; ann 1.25 + 1.50; and bob 0.25 + 3.00; and cem 4.50.
    assertThat(tried.best()).isEqualTo(new Mixes.Mix(1, 2_750_000));
    assertThat(tried.breakEven()).contains(new Mixes.Mix(2, 3_250_000));
  }

  @Test
  void callsArePricedByADeckWhereThereIsOne() throws IOException {
    String deck = "prefix,destination,price_per_minute,currency\n49,Germany,0.0123,USD\n";
    Comparison comparison = compare(new CompareOptions(0, null,
        Map.of(CallType.CALL_TYPE_DIAL_OUT, deck.getBytes(StandardCharsets.UTF_8)), "", DateOrder.UNSTATED),
        "ann out +4930123*** 2026-10-05T08:00:00Z 61 9.99",
        "ann out " + TURKEY + " 2026-10-05T08:00:00Z 61 9.99",
        "ann toll +12015550123 2026-10-05T08:00:00Z 60 1.00");
    assertThat(comparison.byTheMinuteMicros()).isEqualTo(1_024_600);
    assertThat(comparison.reading().byDeck()).isEqualTo(2);
    assertThat(comparison.reading().withoutRate()).isEqualTo(1);
    assertThat(comparison.reading().byReport()).isEqualTo(1);
  }

  @Test
  void aNumberOfNoCountryIsPlacedByItsDestination() throws IOException {
    Comparison comparison = compare(1, "ann out hidden 2026-10-05T08:00:00Z 60 1.00 France-mobile",
        "ann out hidden 2026-10-05T08:00:00Z 60 2.00 Turkey");
    assertMonths(comparison, "2026-10 3.00, 0.00, 2.00, 0.00, 1/60");
    assertThat(comparison.reading().unknownCountry()).isEqualTo(2);
  }

  @Test
  void callsThatALicenceHadPaidForAreACaution() throws IOException {
    Path file = write("ann toll +12015550123 2026-10-05T08:00:00Z 60 0.00");
    Files.writeString(file, Files.readString(file).replace("MCOMEETACPEA", "MCOMEETADD"));
    assertThat(new Conclusion(new Comparer(options(1, null)).compare(file)).assumptions())
        .anyMatch(note -> note.startsWith("CAUTION: 1 calls were included in a licence"));
  }

  @Test
  void severalCurrenciesAreRefusedUnlessOneIsChosen() throws IOException {
    Path file = write("ann toll +12015550123 2026-10-05T08:00:00Z 60 1.00",
        "ann toll +12015550123 2026-10-06T08:00:00Z 60 2.00");
    Files.writeString(file, Files.readString(file).replace("2.00,USD", "2.00,EUR"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Comparer(options(1, null)).compare(file))
        .withMessageContaining("{EUR=1, USD=1}").withMessageContaining("--currency");
    Comparison euros = new Comparer(new CompareOptions(1, null, Map.of(), "EUR", DateOrder.UNSTATED)).compare(file);
    assertThat(euros.byTheMinuteMicros()).isEqualTo(2_000_000);
    assertThat(euros.reading().otherCurrency()).isEqualTo(1);
  }

  @Test
  void aPriceInAnotherCurrencyIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(
        () -> compare(options(1, "4.00EUR"), "ann toll +12015550123 2026-10-05T08:00:00Z 60 1.00"))
        .withMessageContaining("USD").withMessageContaining("EUR");
  }

  @Test
  void rowsThatCannotBeUsedAreListedWithTheirLines() throws IOException {
    Path file = write("ann toll +12015550123 2026-10-05T08:00:00Z 60 1.00");
    Files.writeString(file, """
        u,c,ann,user_in,,,,,2026-10-05T08:00:00Z,60,1.00,USD,
        v,c,ann,conf_in,,,,,2026-10-05T08:00:00Z,60,1.00,USD,
        w,c,ann,conf_in,Toll,,,,2026-10-05T08:00:00Z,60,,USD,
        x,c,ann,conf_out,,,4.42072E+11,,2026-10-05T08:00:00Z,60,1.00,USD,
        y,c,ann,conf_out,,,4.42073E+11,,2026-10-05T08:00:00Z,60,1.00,USD,
        """, StandardOpenOption.APPEND);
    Comparison comparison = new Comparer(options(1, null)).compare(file);
    assertThat(comparison.isComplete()).isFalse();
    assertThat(comparison.firstBadRows()).containsExactly(
        "line 4: there is no Number Type, and no numbering plan has the service number '': the call may be toll or "
            + "toll-free",
        "line 5: there is no Charge, and no deck to price the call",
        "line 6: Destination Number '4.42072E+11' was destroyed by a spreadsheet: format the column as text, and "
            + "export it again");
    assertThat(comparison.reading().bad()).isEqualTo(4);
    assertThat(comparison.reading().otherProducts()).isEqualTo(Map.of("user_in", 1L));
  }

  @Test
  void aRowWithARepeatedUsageIdIsLeftOutAndReported() throws IOException {
    Path file = write("ann toll +12015550123 2026-10-05T08:00:00Z 60 1.00",
        "bob toll +12015550123 2026-10-05T08:00:00Z 60 2.00");
    String again = Files.readAllLines(file).getLast();
    Files.writeString(file, again + "\n" + again + "\n", StandardOpenOption.APPEND);
    Comparison comparison = new Comparer(options(1, null)).compare(file);
    assertThat(comparison.byTheMinuteMicros()).isEqualTo(3_000_000);
    assertThat(comparison.reading().used()).isEqualTo(2);
    assertThat(new Conclusion(comparison).assumptions())
        .contains("CAUTION: 2 rows were left out because their UsageId was repeated.");
    assertThat(new JsonPage(comparison).text()).contains("\"rowsRepeated\":2");
    assertThat(comparison.isComplete()).isTrue();
  }

  @Test
  void thousandsHaveSeparators() throws IOException {
    Comparison comparison = compare(options(1, "1234.50USD"),
        "ann toll +12015550123 2026-10-05T08:00:00Z 60 1234567.89");
    assertThat(new Conclusion(comparison).verdict()).contains("1,234.50 USD instead of 1,234,567.89 USD");
    assertThat(new HtmlPage(comparison).text()).contains("<td>1,234,567.89</td>");
    assertThat(new JsonPage(comparison).text()).contains("\"byTheMinute\":\"1234567.890000\"");
  }

  @Test
  void aReportWithoutCallsIsRefused() throws IOException {
    Path file = write();
    assertThatIllegalArgumentException().isThrownBy(() -> new Comparer(options(1, null)).compare(file))
        .withMessageContaining("no call");
  }

  @Test
  void amountsHaveTheDecimalsOfTheirCurrency() throws IOException {
    Path file = write("ann toll +12015550123 2026-10-05T08:00:00Z 60 1200");
    String usd = Files.readString(file);
    assertThat(new Conclusion(new Comparer(options(1, null)).compare(file)).money(1_200_500_000)).isEqualTo(
        "1,200.50 USD");
    Files.writeString(file, usd.replace("USD", "JPY"));
    assertThat(new Conclusion(new Comparer(options(1, null)).compare(file)).money(1_200_500_000)).isEqualTo(
        "1,201 JPY");
    Files.writeString(file, usd.replace("USD", "KWD"));
    assertThat(new Conclusion(new Comparer(options(1, null)).compare(file)).money(1_200_500_000)).isEqualTo(
        "1,200.500 KWD");
  }

  @Test
  void zoneAHas44Countries() {
    assertThat(ZoneA.COUNTRIES).hasSize(44);
  }

  private static void assertMonths(Comparison comparison, String... expected) {
    List<String> months = comparison.months().stream().map(month -> month.month() + " "
        + shown(month.byTheMinuteMicros()) + ", " + shown(month.licensed().overflowMicros()) + ", "
        + shown(month.licensed().meteredMicros()) + ", " + shown(month.licensed().unlicensedMicros())
        + ", " + month.licensed().usedMinutes() + "/" + month.licensed().poolMinutes()).toList();
    assertThat(months).containsExactly(expected);
  }

  private static String shown(long micros) {
    return Amounts.shown(Amounts.decimal(micros), 2);
  }

  private static CompareOptions options(int licences, @Nullable String price) {
    return new CompareOptions(licences, price == null ? null : LicencePrice.parse(price), Map.of(), "",
        DateOrder.UNSTATED);
  }

  private Comparison compare(int licences, String... calls) throws IOException {
    return compare(options(licences, null), calls);
  }

  private Comparison compare(CompareOptions options, String... calls) throws IOException {
    return new Comparer(options).compare(write(calls));
  }

  private Path write(String... calls) throws IOException {
    return Files.writeString(folder.resolve("usage.csv"),
        HEADER + IntStream.range(0, calls.length).mapToObj(i -> row("u" + i, calls[i])).collect(Collectors.joining()));
  }

  private static String row(String usageId, String call) {
    String[] word = call.split(" ", -1);
    boolean out = word[1].equals("out");
    return String.join(",", usageId, "c", word[0], out ? "conf_out" : "conf_in",
        word[1].equals("free") ? "Toll-Free" : "Toll",
        out ? "" : "+12015550100", word[2], word.length > 6 ? word[6] : "", word[3], word[4], word[5], "USD",
        "MCOMEETACPEA") + "\n";
  }
}
