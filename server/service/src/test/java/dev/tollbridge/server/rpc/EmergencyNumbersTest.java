package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class EmergencyNumbersTest {
  private final PhoneNumbers numbers = new PhoneNumbers();

  private static Supplier<Set<String>> in(String countries) {
    return () -> countries.isEmpty() ? Set.of() : Set.of(countries.split(" ", -1));
  }

  /** Countries of the call, what is dialled, and what is recorded; empty: no emergency. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      FR    | 15                          | 15
      FR    | 112                         | 112
      FR    | 114                         | 114
      FR    | 115                         | 115
      FR    | 119                         | 119
      FR    | 196                         | 196
      FR    | 116000                      | 116000
      YT    | 17                          | 17
      JP    | 110                         | 110
      JP    | 118                         | 118
      JP    | 119                         | 119
      NZ    | 111                         | 111
      AU    | 000                         | 000
      AU    | +000                        | 000
      DE    | 110                         | 110
      GB    | 999                         | 999
      GB    | 18000                       | 18000
      IT    | 1530                        | 1530
      US    | 911                         | 911
      US    | +911                        | 911
      US    | +112                        | 112
      US    | +1911                       | 911
      US    | +1 911                      | 911
      DE    | +49112                      | 112
      GB    | +44999                      | 999
      FR    | +33 15                      | 15
      US    | 1911                        | 911
      DE    | 00112                       | 112
      DE    | 0049110                     | 110
      DE    | 49112                       | 112
      FR    | 003315                      | 15
      US    | tel:911                     | 911
      US    | tel:911;phone-context=+1    | 911
      US    | sip:911@sbc.example.org     | 911
      US    | sip:+911@10.0.0.1;user=phone| 911
      DE    | 1-1-2                       | 112
      DE    | 1 1 2                       | 112
      DE    | urn:service:sos             | urn:service:sos
      US    | URN:service:sos.fire        | urn:service:sos.fire
      AQ    | 911                         | 911
      GN    | 117                         | 117
      DE US | 911                         | 911
      DE US | +911                        | 911
      ``    | 112                         | 112
      ``    | 911                         | 911
      ``    | 999                         | 999
      ``    | +911                        | 911
      ``    | 15                          | ``
      US    | 999                         | ``
      US    | +999                        | ``
      US    | 15                          | ``
      US    | 119                         | ``
      DE    | 911                         | ``
      DE    | +911                        | ``
      DE    | +1911                       | ``
      DE    | 001911                      | ``
      US    | 44999                       | ``
      IN    | +911                        | ``
      FR    | 110                         | ``
      US    | 411                         | ``
      US    | 9111                        | ``
      US    | 0911                        | ``
      US    | urn:service:sosx            | ``
      US    | sos                         | ``
      US    | 911a                        | ``
      US    | 91*                         | ``
      DE    | 112;ext=1                   | 112
      DE    | +112 7                      | ``
      DE    | ``                          | ``
      """)
  void emergencyNumbers(String countries, String text, String recorded) {
    RemoteNumber dialled = numbers.dialled(text, in(countries));
    assertThat(dialled.emergency()).isEqualTo(!recorded.isEmpty());
    if (dialled.emergency()) {
      assertThat(dialled).isEqualTo(new RemoteNumber(recorded, "", "", true));
      assertThat(numbers.dialled(recorded, in(countries))).isEqualTo(dialled);
    }
  }

  @Test
  void anOrdinaryNumberAsksForNoCountry() {
    Supplier<Set<String>> unasked = () -> {
      throw new AssertionError("asked for the countries of an ordinary number");
    };
    assertThat(numbers.dialled("+33140000000", unasked).country()).isEqualTo("FR");
    assertThat(numbers.dialled("sip:+33140000000@10.0.0.1", unasked).country()).isEqualTo("FR");
    assertThat(numbers.dialled("0033140000000", unasked).country()).isEqualTo("FR");
  }

  /** Our table stays small: a number goes when the metadata have it. */
  @Test
  void theTableHasWhatTheMetadataLack() {
    Map<String, Set<String>> table = EmergencyNumbers.table();
    assertThat(table).hasSizeGreaterThan(50);
    table.forEach((country, own) -> assertThat(own).as(country).allMatch(number -> number.matches("[0-9]{2,6}"))
        .noneMatch(number -> ShortNumberInfo.getInstance().isEmergencyNumber(number, country)));
  }
}
