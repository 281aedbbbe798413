package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import io.grpc.StatusRuntimeException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same deck in the forms that spreadsheets, switches and people write. */
class DeckFormsTest {
  private static final String HEADER = "prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,"
      + "recurring_increment_seconds,currency";
  private static final String NORMAL = HEADER + "\n44,Île,0.015,0,60,60,USD\n353,Ireland,1.25,0,60,60,USD\n";
  private static final String GERMAN = NORMAL.replace(',', ';').replace("0.015", "0,015").replace("1.25", "1,25");

  private static RateDeckFile read(byte[] bytes) {
    RateDeckCsv csv = new RateDeckCsv(RateDeckCsv.MAX_ROWS);
    csv.append(ByteString.copyFrom(bytes));
    return csv.finish(CallType.DIAL_OUT, Instant.EPOCH);
  }

  private static RateDeckFile read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(byte[] bytes) {
    return String.valueOf(Assertions.catchThrowableOfType(StatusRuntimeException.class, () -> read(bytes)).getStatus()
        .getDescription());
  }

  @TestFactory
  Stream<DynamicTest> formsOfOneDeck() {
    List<Rate> rates = read(NORMAL).rates();
    return Stream.of(
        form("semicolons and decimal commas", GERMAN),
        form("tabs and decimal commas", GERMAN.replace(';', '\t')),
        form("tabs and decimal points", NORMAL.replace(',', '\t')),
        form("bars", NORMAL.replace(',', '|')),
        form("semicolons and decimal points", NORMAL.replace(',', ';')),
        form("commas and quoted decimal commas", NORMAL.replace("0.015", "\"0,015\"").replace("1.25", "\"1,25\"")),
        form("a line that names the separator", "sep=;\r\n" + GERMAN.replace("\n", "\r\n")),
        form("a quoted line that names the separator", "\uFEFF\"SEP=;\"\n" + GERMAN),
        form("a line that names the comma", "sep=,\n" + NORMAL),
        form("a byte order mark", "\uFEFF" + NORMAL),
        form("empty columns at the end", NORMAL.replace("\n", ",,\n")),
        form("empty columns in rows only", NORMAL.replace("USD\n", "USD,,\n")),
        form("an empty column within", NORMAL.replace("prefix,", "prefix,,").replace("44,", "44,,").replace("353,",
            "353,,")),
        form("optional columns that rows lack", NORMAL.replace("currency", "currency,country,days")),
        form("empty rows", "\n,,,,,,\n" + NORMAL.replace("\n", "\n , ,,,,,\n") + "\n\n\u001A"),
        form("trailing zeros", NORMAL.replace("0.015", "0.01500000").replace("1.25", "1.2500000000")),
        form("no zero before the point", NORMAL.replace("0.015", ".015")),
        form("plus signs", NORMAL.replace("44,", "+44,").replace("353,", "+353,")),
        form("prefixes kept as text", NORMAL.replace("44,", "\"=\"\"44\"\"\",").replace("353,", "'353,")),
        form("a header with capitals and blanks", NORMAL.replace(HEADER,
            "PREFIX, Destination ,Price per minute,Connection-Fee,Initial increment  seconds,"
                + "Recurring\u00A0increment seconds,\u00A0Currency")),
        form("blanks that do not break", NORMAL.replace("0.015", "\u00A00.015\u202F").replace("353", "\u200B353 ")),
        form("lines of old Macs", NORMAL.replace('\n', '\r')))
        .map(
            form -> DynamicTest.dynamicTest(form.name(), () -> assertThat(read(form.text()).rates()).isEqualTo(rates)));
  }

  private record Form(String name, String text) {}

  private static Form form(String name, String text) {
    return new Form(name, text);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ''", "UTF-8, \uFEFF", "UTF-16LE, \uFEFF", "UTF-16BE, \uFEFF", "UTF-16LE, ''", "UTF-16BE, ''"})
  void unicodeNeedsNoWarning(String charset, String mark) {
    RateDeckFile file = read((mark + NORMAL).getBytes(Charset.forName(charset)));

    assertThat(file.rates()).isEqualTo(read(NORMAL).rates());
    assertThat(file.warnings()).isEmpty();
  }

  /** It is a stray character, and its row named. */
  @Test
  void aZeroByteDoesNotMakeItUtf16() {
    assertThat(refusal(NORMAL.replace("Ireland", "Ire\u0000land").getBytes(StandardCharsets.UTF_8)))
        .contains("row 3").contains("control character");
  }

  @Test
  void anythingElseIsReadAsWindows1252AndSaid() {
    RateDeckFile file = read(NORMAL.replace("Ireland", "Ireland – 1 €").getBytes(Charset.forName("windows-1252")));

    assertThat(file.rates()).extracting(Rate::destination).containsExactly("Île", "Ireland – 1 €");
    assertThat(file.warnings()).singleElement().extracting(DeckWarning::line, DeckWarning::message).containsExactly(0L,
        "the file is not UTF-8 and was read as Windows-1252; row 2 is for \"Île\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      %PDF-1.7                      | file: is a PDF: save it as CSV
      <html><table>                 | file: is HTML or XML: save it as CSV
      {"prefix": 44}                | file: is JSON: save it as CSV
      """)
  void otherFilesAreNamed(String content, String refusal) {
    assertThat(refusal(content.getBytes(StandardCharsets.UTF_8))).isEqualTo(refusal);
  }

  @Test
  void workbooksAreNamed() {
    assertThat(refusal(new byte[]{'P', 'K', 3, 4, 20, 0})).contains("a ZIP file or an Excel workbook");
    assertThat(refusal(new byte[]{(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0})).contains("an old Excel workbook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.015;1,25", "0,015;1.25"})
  void aPointAndACommaInOneFileAreRefused(String prices) {
    String[] each = prices.split(";", -1);
    String deck = GERMAN.replace("0,015", each[0]).replace("1,25", each[1]);

    assertThat(refusal(deck.getBytes(StandardCharsets.UTF_8)))
        .startsWith("row 3: price_per_minute: \"" + each[1] + "\" has a ").contains("row 2")
        .endsWith("use one of them");
  }

  @Test
  void semicolonsSayThatACommaIsDecimal() {
    assertThat(read(GERMAN.replace("1,25", "1,250")).rates().getLast().pricePerMinuteMicros()).isEqualTo(1_250_000);
  }

  @Test
  void aCellWithoutAColumnIsRefused() {
    assertThat(refusal(NORMAL.replace("currency", "currency,").replace("353,Ireland,1.25,0,60,60,USD",
        "353,Ireland,1.25,0,60,60,USD,note").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("row 3: has a cell in column 8, which has no name");
  }

  @ParameterizedTest
  @CsvSource({"8:00, 18:30", "08:00:00, 18:30:00"})
  void timesMayBeAsSpreadsheetsWriteThem(String from, String to) {
    RateDeckFile file = read(HEADER + ",time_zone,from_time,to_time\n44,x,1,0,60,60,USD,UTC," + from + "," + to);

    assertThat(file.rates().getFirst().window()).isEqualTo(new TimeWindow("UTC", TimeWindow.EVERY_DAY, 480, 1_110));
  }
}
