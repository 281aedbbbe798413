package dev.tollbridge.simulator.rater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeckReaderTest {
  private static final String HEADER = "prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,"
      + "recurring_increment_seconds,currency";
  private static final String NORMAL = HEADER + "\n44,Île,0.015,0,60,60,USD\n353,Ireland,1.25,0,60,60,USD\n";
  private static final String GERMAN = NORMAL.replace(',', ';').replace("0.015", "0,015").replace("1.25", "1,25");

  private static List<String> read(byte[] csv) {
    return DeckReader.read(csv, "USD", false).stream()
        .map(row -> row.prefix() + " " + row.destination() + " " + row.pricePerMinute().toPlainString()).toList();
  }

  private static DynamicTest form(String name, String text) {
    return form(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static DynamicTest form(String name, byte[] file) {
    return DynamicTest.dynamicTest(name,
        () -> assertThat(read(file)).containsExactly("44 Île 0.015", "353 Ireland 1.25"));
  }

  @TestFactory
  Stream<DynamicTest> formsOfOneDeck() {
    return Stream.of(form("as it should be", NORMAL),
        form("semicolons and decimal commas", GERMAN),
        form("semicolons and decimal points", NORMAL.replace(',', ';')),
        form("tabs and decimal commas", GERMAN.replace(';', '\t')),
        form("bars", NORMAL.replace(',', '|')),
        form("a line that names the separator", "sep=;\n" + GERMAN),
        form("empty columns and rows at the end", NORMAL.replace("\n", ",,\n") + ",,,,\n\n"),
        form("optional columns that rows lack", NORMAL.replace("currency", "currency,country,days")),
        form("trailing zeros", NORMAL.replace("0.015", "0.01500000")),
        form("no zero before the point", NORMAL.replace("0.015", ".015")),
        form("plus signs", NORMAL.replace("44,", "+44,")),
        form("a header with capitals and blanks", NORMAL.replace("prefix", " PREFIX ").replace("price_per_minute",
            "Price per minute")),
        form("a byte order mark", "\uFEFF" + NORMAL),
        form("UTF-16", NORMAL.getBytes(StandardCharsets.UTF_16)),
        form("UTF-16 without a mark", NORMAL.getBytes(StandardCharsets.UTF_16LE)),
        form("Windows-1252", NORMAL.getBytes(Charset.forName("windows-1252"))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      44,UK,,0,60,60,USD           | line 2: there is no price_per_minute
      44,UK,,,,,USD                | line 2: there is no price_per_minute
      44,UK,0.01,,60,60,USD        | line 2: there is no connection_fee
      44,UK,0.01,0,,60,USD         | line 2: initial_increment_seconds '' is not from 1 to 3600
      44,UK,0.01,0,60,60,          | line 2: there is no currency
      44,UK,0.01,0,60,60,EUR       | line 2: currency EUR is not the currency of the calls, USD
      0044,UK,0.01,0,60,60,USD     | line 2: prefix 0044 is not 0 to 15 digits that do not begin with 0
      44,UK,0.0000001,0,60,60,USD  | line 2: price_per_minute 0.0000001 is not from 0 to 1000000 with at most 6 decimals
      44,UK,1e3,0,60,60,USD        | line 2: price_per_minute 1e3 is not a decimal
      44,UK,"1,234",0,60,60,USD    | line 2: price_per_minute 1,234 may mean thousands or decimals
      44,UK,0.01,0,60,60,USD,more  | line 2: has a cell without a column
      """)
  void namesABadRow(String row, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> read((HEADER + "\n" + row).getBytes(StandardCharsets.UTF_8)))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      country         | US     | line 2: no number that begins with 44 is in US
      caller_country  | US     | line 2: caller_country never applies: only toll-free calls are priced by it
      max_digits      | 1      | line 2: max_digits 1 is below the prefix's or min_digits
      action          | deny   | line 2: action must be price or reject
      days            | 1-5    | line 2: there is no time_zone
      """)
  void namesACellThatCannotMatch(String column, String cell, String message) {
    String csv = HEADER + "," + column + "\n44,UK,0.01,0,60,60,USD," + cell;
    assertThatIllegalArgumentException().isThrownBy(() -> read(csv.getBytes(StandardCharsets.UTF_8)))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "44,UK,0.01\n", "prefix,destination,price_per_minute,effective_date\n",
    "prefix,prefix,destination,price_per_minute\n"})
  void aFileThatIsNoDeckIsRefusedAsAWhole(String csv) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(csv.getBytes(StandardCharsets.UTF_8)))
        .withMessageNotContaining("line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"44,UK,0.01,0,60,60,USD", "353,Ireland,0.01,0,60,60,USD"})
  void theSameRowTwiceIsRefused(String row) {
    assertThatIllegalArgumentException().isThrownBy(() -> read((NORMAL + row).getBytes(StandardCharsets.UTF_8)))
        .withMessageStartingWith("line 4: prefix ").withMessageEndingWith(", too");
  }
}
