package dev.tollbridge.simulator.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberReaderTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      +12125550123                                 | +12125550123  | US
      12125550123                                  | +12125550123  | US
      0012125550123                                | +12125550123  | US
      01112125550123                               | +12125550123  | US
      tel:+1-212-555-0123;ext=12                   | +12125550123  | US
      sip:+12125550123@sbc.example.org;user=phone  | +12125550123  | US
      `"Ann" <sip:%2B12125550123@10.0.0.1>;tag=1`  | +12125550123  | US
      +1 (212) 555-0123 x45                        | +12125550123  | US
      +44 (0)20 7123 4567                          | +442071234567 | GB
      +266696687                                   | +266696687    | ``
      +86282452253                                 | +86282452253  | ``
      +3314000000                                  | +3314000000   | ``
      2125550123                                   | 2125550123    | ``
      02071234567                                  | 02071234567   | ``
      10.0.0.1                                     | 10.0.0.1      | ``
      anonymous                                    | anonymous     | ``
      sip:anonymous@anonymous.invalid              | sip:anonymous@anonymous.invalid | ``
      """)
  void callers(String written, String text, String country) {
    PhoneNumber caller = NumberReader.caller(written);
    assertThat(caller).isEqualTo(new PhoneNumber(text, country, written));
    assertThat(NumberReader.caller(text)).isEqualTo(caller.written(text));
  }

  @ParameterizedTest
  @CsvSource({"+33140000000,FR", "0033140000000,FR", "sip:+33140000000@10.0.0.1,FR", "+266696687,LS", "call me,''"})
  void dialledNumbersKeepTheirCountry(String written, String country) {
    assertThat(NumberReader.dialled(written).countryCode()).isEqualTo(country);
  }
}
