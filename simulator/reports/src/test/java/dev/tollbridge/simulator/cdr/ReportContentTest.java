package dev.tollbridge.simulator.cdr;

import static dev.tollbridge.simulator.cdr.ReportFixture.FOUR_WEEKS;
import static dev.tollbridge.simulator.cdr.ReportFixture.MIX;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.Expectation;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.sample.SampleDecks;
import dev.tollbridge.simulator.usage.Column;
import dev.tollbridge.v1.CallType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The content of a report's records. */
class ReportContentTest {
  private static final int RECORDS = 30_000;
  private static final Map<CallType, DeckTable> DECKS = new EnumMap<>(CallType.class);
  private static List<NamedCsvRecord> rows;

  @BeforeAll
  static void make() throws Exception {
    rows = ReportFixture.rows(ReportFixture.options(RECORDS, 3));
    SampleDecks.CALL_TYPES.forEach(type -> DECKS.put(type, DeckTable.parse(SampleDecks.csv(type))));
  }

  @Test
  void theTwentyColumnsAreInTheReportsOrder() {
    assertThat(rows).hasSize(RECORDS);
    assertThat(rows.getFirst().getHeader()).containsExactly("UsageId", "Call ID", "Conference ID", "User Location",
        "AAD ObjectId", "UPN", "User Display Name", "Caller ID", "Call Type", "Number Type", "Domestic/International",
        "Destination Dialed", "Destination Number", "Start Time", "End Time", "Duration Seconds", "Connection Fee",
        "Charge", "Currency", "Capability");
    assertThat(rows).allMatch(row -> row.getFieldCount() == Column.values().length);
  }

  @Test
  void usageIdsAreUniqueAndCallIdsNotQuite() {
    assertThat(rows).extracting(row -> row.getField("UsageId")).doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    assertThat(distinct("Call ID")).isBetween((long) (RECORDS * 0.97), RECORDS - 1L);
  }

  /** Compares the decks' arithmetic in decimals with the writer's in whole numbers. */
  @Test
  void everyChargeIsRight() {
    assertThat(rows).allSatisfy(row -> {
      long seconds = Long.parseLong(row.getField("Duration Seconds"));
      Expectation expected = expected(row);
      assertThat(row.getField("Destination Dialed")).isEqualTo(expected.destination());
      assertThat(row.getField("Charge")).isEqualTo(cents(expected.chargeMicros(seconds)));
      assertThat(row.getField("Connection Fee"))
          .isEqualTo(cents(seconds == 0 ? 0 : expected.connectionFeeMicros()));
      assertThat(row.getField("Capability"))
          .isEqualTo(expected.chargeMicros(seconds) == 0 ? "FREECALL" : "MCOMEETACPEA");
    });
  }

  @Test
  void timesFitTogetherAndLieInThePeriod() {
    assertThat(rows).allSatisfy(row -> {
      Instant start = Instant.parse(row.getField("Start Time"));
      Instant end = Instant.parse(row.getField("End Time"));
      long millis = Duration.between(start, end).toMillis();
      assertThat(Long.parseLong(row.getField("Duration Seconds"))).isEqualTo(Math.ceilDiv(millis, 1000L));
      assertThat(start.toEpochMilli()).isBetween(FOUR_WEEKS.firstMilli(), FOUR_WEEKS.endMilli() - 1);
      assertThat(millis).isBetween(0L, Duration.ofHours(24).toMillis());
    });
    assertThat(count(row -> row.getField("Duration Seconds").equals("0"))).isPositive();
  }

  @Test
  void meetingsStartInBurstsOnWorkingDays() {
    assertThat(count(row -> {
      int minute = minute(row);
      return minute >= 58 || minute < 6 || (minute >= 28 && minute < 36);
    })).isGreaterThan(RECORDS * 7 / 10);
    assertThat(count(row -> local(row).getDayOfWeek().getValue() > 5)).isLessThan(RECORDS / 20);
    assertThat(count(row -> minute(row) < 6)).isGreaterThan(count(row -> minute(row) >= 28 && minute(row) < 36));
  }

  @Test
  void attendeesJoinTogetherAndFewOrganizersHoldMostMeetings() {
    assertThat(distinct("Conference ID")).isBetween(RECORDS / 20L, RECORDS / 3L);
    Map<String, Long> organizers = rows.stream()
        .collect(Collectors.groupingBy(row -> row.getField("UPN"), Collectors.counting()));
    assertThat(organizers).hasSizeBetween(40, 50);
    assertThat(organizers.values().stream().mapToLong(Long::longValue).max().orElseThrow())
        .isGreaterThan(RECORDS / 10);
  }

  @Test
  void numbersAreValidAndSomeCallersAreAnonymous() {
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    List<String> called = rows.stream().map(row -> row.getField("Destination Number")).distinct().toList();
    assertThat(called).allSatisfy(number -> assertThat(metadata.isValidNumber(metadata.parse(number, null))).isTrue());
    assertThat(count(row -> !row.getField("Caller ID").startsWith("+"))).isBetween(RECORDS / 50, RECORDS / 15);
    assertThat(count(row -> row.getField("Call Type").equals("conf_out")))
        .isBetween(RECORDS * 14 / 100, RECORDS * 16 / 100);
    assertThat(count(row -> row.getField("Number Type").equals("Toll Free")))
        .isBetween(RECORDS * 24 / 100, RECORDS * 26 / 100);
  }

  @Test
  void whetherACallIsDomesticDependsOnTheAttendee() {
    assertThat(rows).allSatisfy(row -> {
      boolean dialOut = row.getField("Call Type").equals("conf_out");
      String country = number(row.getField(dialOut ? "Destination Number" : "Caller ID")).countryCode();
      assertThat(row.getField("Domestic/International")).isEqualTo(country.isEmpty()
          ? ""
          : country.equals(row.getField("User Location")) ? "Domestic" : "International");
      assertThat(row.getField("Number Type").isEmpty()).isEqualTo(dialOut);
    });
  }

  @Test
  void numbersAreMaskedAsTheOrganizationsCountryDemands() throws Exception {
    List<NamedCsvRecord> masked = ReportFixture
        .rows(new CdrOptions(5000, 3, FOUR_WEEKS, 4, 20, MIX, true, ReportFormat.CSV));
    Map<String, String> hidden = Map.of("org-1.example", "", "org-2.example", "***", "org-3.example", "",
        "org-4.example", "****");
    assertThat(masked).allSatisfy(row -> {
      boolean dialOut = row.getField("Call Type").equals("conf_out");
      String attendee = row.getField(dialOut ? "Destination Number" : "Caller ID");
      String stars = hidden.getOrDefault(row.getField("UPN").split("@", 2)[1], "no such organization");
      assertThat(attendee).matches(attendee.startsWith("+") ? "\\+\\d+" + stars.replace("*", "\\*") : "[A-Za-z]*");
      assertThat(row.getField(dialOut ? "Caller ID" : "Destination Number")).matches("\\+\\d+");
    });
    assertThat(masked).extracting(row -> row.getField("UPN").split("@", 2)[1]).contains("org-2.example",
        "org-4.example");
  }

  @Test
  void aJsonLineHoldsTheSameFields() throws Exception {
    List<NamedCsvRecord> csv = ReportFixture.rows(ReportFixture.options(300, 3));
    List<String> lines = ReportFixture
        .text(new CdrOptions(300, 3, FOUR_WEEKS, 1, 50, MIX, false, ReportFormat.JSONL)).lines().toList();
    assertThat(lines).hasSameSizeAs(csv);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).isEqualTo(json(csv.get(i)));
    }
  }

  @Test
  void recordsAreDistributedWithoutARemainder() throws Exception {
    for (int count : List.of(1, 2, 4095, 4096, 4097)) {
      assertThat(ReportFixture.rows(ReportFixture.options(count, 5))).hasSize(count);
    }
  }

  private static String json(NamedCsvRecord row) {
    return Arrays.stream(Column.values())
        .map(column -> '"' + column.jsonName() + "\":" + (column == Column.DURATION_SECONDS
            ? row.getField(column.header())
            : '"' + row.getField(column.header()) + '"'))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Expectation expected(NamedCsvRecord row) {
    boolean dialOut = row.getField("Call Type").equals("conf_out");
    boolean tollFree = row.getField("Number Type").equals("Toll Free");
    DeckTable deck = Objects.requireNonNull(DECKS.get(dialOut
        ? CallType.CALL_TYPE_DIAL_OUT
        : tollFree ? CallType.CALL_TYPE_TOLL_FREE_DIAL_IN : CallType.CALL_TYPE_TOLL_DIAL_IN));
    return deck.expect(number(row.getField("Destination Number")),
        dialOut ? "" : number(row.getField("Caller ID")).countryCode(), Instant.parse(row.getField("Start Time")));
  }

  private static PhoneNumber number(String text) {
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    try {
      return new PhoneNumber(text, text.startsWith("+")
          ? metadata.getRegionCodeForNumber(metadata.parse(text, null))
          : "");
    } catch (NumberParseException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String cents(long micros) {
    return BigDecimal.valueOf(micros, 6).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static int minute(NamedCsvRecord row) {
    return local(row).getMinute();
  }

  private static ZonedDateTime local(NamedCsvRecord row) {
    return Instant.parse(row.getField("Start Time")).atZone(ZoneId.of("America/New_York"));
  }

  private static long distinct(String column) {
    return rows.stream().map(row -> row.getField(column)).distinct().count();
  }

  private static int count(Predicate<NamedCsvRecord> condition) {
    return (int) rows.stream().filter(condition).count();
  }

  /** The JSON names are part of the format. */
  @Test
  void jsonNames() {
    assertThat(Arrays.stream(Column.values()).map(Column::jsonName)).containsExactly("usageId", "callId",
        "conferenceId",
        "userLocation", "aadObjectId", "upn", "userDisplayName", "callerId", "callType", "numberType",
        "domesticInternational", "destinationDialed", "destinationNumber", "startTime", "endTime", "durationSeconds",
        "connectionFee", "charge", "currency", "capability");
  }
}
