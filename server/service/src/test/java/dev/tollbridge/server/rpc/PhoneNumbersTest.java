package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class PhoneNumbersTest {
  private final PhoneNumbers numbers = new PhoneNumbers();

  @ParameterizedTest
  @CsvSource({"+33140000000,33140000000", "+123,123", "+123456789012345,123456789012345", "+12,''",
    "+1234567890123456,''", "33140000000,''", "0033140000000,''", "+33 1 40 00 00 00,''", "+0123456,''",
    "+3314000000a,''", "+٣٣١٤٠٠٠٠٠٠٠,''", "'',''", "anonymous,''", "+,''", "112,''"})
  void digitsOfE164Only(String number, String digits) {
    assertThat(numbers.digits(number)).isEqualTo(digits);
  }

  @ParameterizedTest
  @CsvSource({"+12125550123,US", "+14165550123,CA", "+17872345678,PR", "+18763456789,JM", "+74951234567,RU",
    "+77172123456,KZ", "+442071234567,GB", "+441534123456,JE", "+447624123456,IM", "+390612345678,IT",
    "+390669812345,VA", "+33140000000,FR", "+4930123456,DE", "+38338123456,XK", "+80012345678,''",
    "+870773111632,''", "+11005550100,''", "+999123456,''", "anonymous,''", "'',''", "911,''"})
  void countryByMetadata(String number, String country) {
    assertThat(numbers.country(number)).isEqualTo(country);
  }

  /** What a dial-in's caller is recorded as, and its country. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      +12125550123                                                              | +12125550123   | US
      12125550123                                                               | +12125550123   | US
      0012125550123                                                             | +12125550123   | US
      +0012125550123                                                            | +12125550123   | US
      01112125550123                                                            | +12125550123   | US
      011442071234567                                                           | +442071234567  | GB
      tel:+12125550123                                                          | +12125550123   | US
      TEL:+1-212-555-0123;ext=12                                                | +12125550123   | US
      tel:2125550123;phone-context=+1                                           | +12125550123   | US
      tel:555-0123;phone-context=+1-212                                         | +12125550123   | US
      tel:02071234567;phone-context=+44                                         | +442071234567  | GB
      tel:0612345678;phone-context=+39                                          | +390612345678  | IT
      +1212555xxxx                                                              | +1212555xxxx   | US
      sip:+12125550123@sbc.example.org;user=phone                               | +12125550123   | US
      sip:+12125550123@sbc.example.org;user=phone;transport=tls;tag=as7c1d2e    | +12125550123   | US
      sips:%2B12125550123@10.0.0.1:5061                                         | +12125550123   | US
      sip:+12125550123;npdi;rn=+12125550000@10.0.0.1                            | +12125550123   | US
      sip:12125550123@10.0.0.1                                                  | +12125550123   | US
      sip:+12125550123:secret@10.0.0.1                                          | +12125550123   | US
      sip:+12125550123                                                          | +12125550123   | US
      `Ann 9 <sip:+12125550123@host>;tag=7`                                     | +12125550123   | US
      "Ann" <tel:+12125550123>                                                  | +12125550123   | US
      callto:+12125550123                                                       | +12125550123   | US
      +12125550123@host                                                         | +12125550123   | US
      +1 (212) 555-0123                                                         | +12125550123   | US
      (+1) 212.555.0123                                                         | +12125550123   | US
      1/212/555/0123                                                            | +12125550123   | US
      +1 212 555 0123 x45                                                       | +12125550123   | US
      +1 212 555 0123 ext. 45                                                   | +12125550123   | US
      +12125550123#45                                                           | +12125550123   | US
      +12125550123,,45                                                          | +12125550123   | US
      ++12125550123                                                             | +12125550123   | US
      '+12125550123                                                             | +12125550123   | US
      ="+12125550123"                                                           | +12125550123   | US
      12125550123.0                                                             | +12125550123   | US
      \uff0b\uff11\uff12\uff11\uff12\uff15\uff15\uff15\uff10\uff11\uff12\uff13 | +12125550123   | US
      \u202a+1\u00a0212\u2011555\u20130123\u202c                                 | +12125550123   | US
      +44 (0)20 7123 4567                                                       | +442071234567  | GB
      0044 (0) 20 7123 4567                                                     | +442071234567  | GB
      33140000000                                                               | +33140000000   | FR
      4930123456                                                                | +4930123456    | DE
      +266696687                                                                | +266696687     | ``
      266696687                                                                 | 266696687      | ``
      +26622123456                                                              | +26622123456   | LS
      +86282452253                                                              | +86282452253   | ``
      +7378742833                                                               | +7378742833    | ``
      +4420718                                                                  | +4420718       | ``
      +33140000                                                                 | +33140000      | ``
      +3314000000000                                                            | +3314000000000 | ``
      +123456789012345                                                          | +123456789012345 | ``
      0012345                                                                   | 0012345        | ``
      02071234567                                                               | 02071234567    | ``
      +0123456789                                                               | +0123456789    | ``
      1234567                                                                   | 1234567        | ``
      2035551234                                                                | 2035551234     | ``
      10.0.0.1                                                                  | 10.0.0.1       | ``
      93.184.216.34                                                             | 93.184.216.34  | ``
      sip:192.168.100.200                                                       | sip:192.168.100.200 | ``
      sip:anonymous@anonymous.invalid                                           | sip:anonymous@anonymous.invalid | ``
      anonymous                                                                 | anonymous      | ``
      Restricted                                                                | Restricted     | ``
      1.21256E+10                                                               | 1.21256E+10    | ``
      *67                                                                       | *67            | ``
      #31#+12125550123                                                          | #31#+12125550123 | ``
      +1212555****                                                              | +1212555****   | US
      1212555****                                                               | 1212555****    | ``
      '+1212555****                                                             | '+1212555****  | US
      +86282452***                                                              | +86282452***   | ``
      +1416*******                                                              | +1416*******   | CA
      +3314268****                                                              | +3314268****   | FR
      +266696***                                                                | +266696***     | ``
      +****                                                                     | +****          | ``
      """)
  void callers(String text, String recorded, String country) {
    RemoteNumber caller = numbers.caller(text, "+18005550100");
    assertThat(caller.text()).isEqualTo(recorded);
    assertThat(caller.country()).isEqualTo(country);
    assertThat(caller.emergency()).isFalse();
  }

  @Test
  void tenDigitsAreAmbiguousInNorthAmericaOnly() {
    assertThat(numbers.caller("2035551234", "+18005550100").country()).isEmpty();
    assertThat(numbers.caller("2035551234", "+448001234567").country()).isEqualTo("EG");
    assertThat(numbers.dialled("2035551234", () -> Set.of("GB", "CA")).digits()).isEmpty();
    assertThat(numbers.dialled("2035551234", () -> Set.of("GB")).digits()).isEqualTo("2035551234");
  }

  @Test
  void noKeypadWordIsANumberInUse() {
    NumberingPlan plan = new NumberingPlan();
    assertThat(KeypadWords.all()).contains("266696687").hasSizeGreaterThan(20).noneMatch(plan::valid);
  }

  @ParameterizedTest
  @CsvSource({"+442071838750,442071838750", "00442071838750,442071838750", "442071838750,442071838750",
    "sip:+442071838750@trunk;user=phone,442071838750", "+44 20 7183 8750,442071838750", "+8811234567,8811234567",
    "+123456,''", "+4930,4930", "+911,''", "+9111,''", "+112,''", "+999,''", "+44999,''", "999,''", "anonymous,''",
    "'',''",
    "+0442071838750,''", "+1234567890123456,''", "112a,''", "+1212555****,''", "02071838750,''"})
  void dialledNumbers(String text, String digits) {
    RemoteNumber dialled = numbers.dialled(text, () -> Set.of("JP"));
    assertThat(dialled.digits()).isEqualTo(digits);
    assertThat(dialled.text()).isEqualTo(digits.isEmpty() ? dialled.text() : "+" + digits);
  }

  /** Callers of any text are read in the same way once more, whatever their export has been through. */
  @Test
  void readingIsIdempotent() {
    long seed = 20_261_127;
    Random random = new Random(seed);
    List<String> prefixes = PhoneNumberUtil.getInstance().getSupportedCallingCodes().stream().sorted()
        .map(code -> "+" + code).toList();
    for (int round = 0; round < 20_000; round++) {
      String number = number(prefixes.get(round % prefixes.size()), random);
      String text = random.nextInt(4) == 0 ? garbage(random) : written(number, random);
      RemoteNumber once = numbers.caller(text, "+18005550100");
      assertThat(numbers.caller(once.text(), "+18005550100")).as("seed %d: %s", seed, text).isEqualTo(once);
      RemoteNumber dialled = numbers.dialled(text, () -> Set.of("US", "FR"));
      assertThat(numbers.dialled(dialled.text(), () -> Set.of("US", "FR"))).as("seed %d: %s", seed, text)
          .isEqualTo(dialled);
    }
  }

  /** Numbers that exist cost the same in whatever form they are written. */
  @Test
  void everyFormOfANumberIsTheSameNumber() {
    long seed = 20_261_128;
    Random random = new Random(seed);
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    List<String> regions = metadata.getSupportedRegions().stream().sorted().toList();
    for (int round = 0; round < 5_000; round++) {
      Phonenumber.PhoneNumber example = metadata.getExampleNumber(regions.get(round % regions.size()));
      String number = metadata.format(example, PhoneNumberUtil.PhoneNumberFormat.E164);
      String text = written(number, random);
      assertThat(numbers.caller(text, "+448001234567")).as("seed %d: %s", seed, text)
          .isEqualTo(numbers.caller(number, "+448001234567"));
      String masked = number.substring(0, number.length() - 3) + "***";
      assertThat(numbers.caller(masked, "+448001234567").country()).as(masked).isEqualTo(numbers.country(number));
    }
  }

  private static String written(String number, Random random) {
    String digits = number.substring(1);
    return switch (random.nextInt(8)) {
      case 0 -> digits;
      case 1 -> "00" + digits;
      case 2 -> "tel:" + number;
      case 3 -> "sip:" + number + "@10.0.0.1;user=phone";
      case 4 -> "\"A. Nn\" <sip:" + digits + "@sbc.example.org>;tag=1";
      case 5 -> number.replaceAll("(..)", "$1 ");
      case 6 -> number.replaceAll("([0-9]{3})", "$1-");
      default -> number;
    };
  }

  @Test
  void garbageNeverThrows() {
    long seed = 20_261_123;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      String garbage = garbage(random);
      assertThat(numbers.digits(garbage)).as("seed %d: %s", seed, garbage).matches("[0-9]{0,15}");
      assertThat(numbers.country(garbage)).as("seed %d: %s", seed, garbage).matches("[A-Z]{0,2}");
      assertThat(numbers.dialled("x" + garbage, () -> Set.of("US")).emergency()).as("seed %d: %s", seed, garbage)
          .isFalse();
    }
  }

  @Test
  void countryIsThatOfTheParsedNumber() {
    long seed = 20_261_123;
    Random random = new Random(seed);
    List<String> prefixes = PhoneNumberUtil.getInstance().getSupportedCallingCodes().stream().sorted()
        .map(code -> "+" + code).toList();
    for (int round = 0; round < 100_000; round++) {
      String number = number(prefixes.get(round % prefixes.size()), random);
      String country = parsedCountry(number);
      assertThat(numbers.country(number)).as("seed %d: %s", seed, number).isEqualTo(country);
      if (!country.isEmpty() && isComplete(number)) {
        assertThat(numbers.caller(number, "").country()).as("seed %d: %s", seed, number)
            .isEqualTo(isPossible(number) ? country : "");
      }
    }
  }

  /** A valid number of the calling code with some digits changed, left out or put in front. */
  private static String number(String prefix, Random random) {
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    List<String> regions = metadata.getRegionCodesForCountryCode(Integer.parseInt(prefix.substring(1)));
    List<PhoneNumberType> types = List.of(PhoneNumberType.values());
    PhoneNumberType type = types.get(random.nextInt(types.size()));
    Phonenumber.PhoneNumber example = metadata.getExampleNumberForType(regions.get(random.nextInt(regions.size())),
        type);
    StringBuilder digits = new StringBuilder(
        example == null ? "" + random.nextInt(1_000_000_000) : "" + example.getNationalNumber());
    for (int change = random.nextInt(5); change > 0; change--) {
      digits.setCharAt(random.nextInt(digits.length()), (char) ('0' + random.nextInt(10)));
    }
    if (random.nextInt(4) == 0) {
      digits.insert(0, random.nextInt(100));
    }
    if (random.nextInt(4) == 0) {
      digits.setLength(random.nextInt(digits.length() + 1));
    }
    return prefix + digits;
  }

  private String parsedCountry(String number) {
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    try {
      String region = numbers.digits(number).isEmpty()
          ? null
          : metadata.getRegionCodeForNumber(metadata.parse(number, null));
      return region == null || region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY) ? "" : region;
    } catch (NumberParseException e) {
      return "";
    }
  }

  /** Whether parsing leaves the number as it is: of local numbers in Madagascar it adds the area code. */
  private static boolean isComplete(String number) {
    return PhoneNumberUtil.getInstance().format(parsed(number), PhoneNumberUtil.PhoneNumberFormat.E164).equals(number);
  }

  private static boolean isPossible(String number) {
    return PhoneNumberUtil.getInstance().isPossibleNumberWithReason(parsed(number)) == ValidationResult.IS_POSSIBLE;
  }

  private static Phonenumber.PhoneNumber parsed(String number) {
    try {
      return PhoneNumberUtil.getInstance().parse(number, null);
    } catch (NumberParseException e) {
      throw new IllegalArgumentException(number, e);
    }
  }

  private static String garbage(Random random) {
    String alphabet = "+0123456789 ()-.;ext=\u0000\u0661\u2028*#";
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "+" : "");
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 11 : alphabet.length())));
    }
    return text.toString();
  }

  /** A number as it is dialled within the organization's country. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      US | 8005550100          | +18005550100
      US | (212) 555-0123      | +12125550123
      US | 12125550123         | +12125550123
      US | +442071234567       | +442071234567
      US | 442071234567        | +442071234567
      GB | 0330 000 0998       | +443300000998
      GB | 02071234567         | +442071234567
      GB | 0800 123            | 0800 123
      DE | 030 123456          | +4930123456
      IT | 06 1234 5678        | +390612345678
      `` | 0330 000 0998       | 0330 000 0998
      XX | 0330 000 0998       | 0330 000 0998
      GB | reception           | reception
      GB | 0330 000 09**       | 0330 000 09**
      """)
  void aServiceNumberMayBeNational(String country, String text, String read) {
    assertThat(numbers.service(text, () -> country)).isEqualTo(read);
  }
}
