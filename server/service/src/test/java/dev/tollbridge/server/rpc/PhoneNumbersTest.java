package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.Random;
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

  @ParameterizedTest
  @CsvSource({"911,US,true", "112,DE,true", "110,DE,true", "999,GB,true", "112,GB,true", "000,AU,true",
    "911,'',true", "112,'',true", "999,'',true", "112,ZZ,true", "119,JP,true", "411,US,false", "123,'',false",
    "9111,US,false", "911,xx,true", "+112,DE,false", "+1911,US,false", "'',US,false", "sos,US,false",
    "112;ext=1,DE,false", "+12125550123,US,false", "1 1 2,DE,false"})
  void emergencyNumbers(String number, String country, boolean emergency) {
    assertThat(numbers.emergency(number, country)).isEqualTo(emergency);
  }

  @Test
  void garbageNeverThrows() {
    long seed = 20_261_123;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      String garbage = garbage(random);
      assertThat(numbers.digits(garbage)).as("seed %d: %s", seed, garbage).matches("[0-9]{0,15}");
      assertThat(numbers.country(garbage)).as("seed %d: %s", seed, garbage).matches("[A-Z]{0,2}");
      assertThat(numbers.emergency(garbage + "x", "US")).as("seed %d: %s", seed, garbage).isFalse();
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
      assertThat(numbers.country(number)).as("seed %d: %s", seed, number).isEqualTo(parsedCountry(number));
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

  private static String garbage(Random random) {
    String alphabet = "+0123456789 ()-.;ext=\u0000\u0661\u2028*#";
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "+" : "");
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 11 : alphabet.length())));
    }
    return text.toString();
  }
}
