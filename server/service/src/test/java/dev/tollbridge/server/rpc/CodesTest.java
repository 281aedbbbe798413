package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodesTest {
  /** A JDK that knows a newer one names it here. */
  @Test
  void everyCountrysCurrencyIsKnown() {
    assertThat(Stream.of(Locale.getISOCountries()).map(country -> Currency.getInstance(Locale.of("", country)))
        .filter(Objects::nonNull).map(Currency::getCurrencyCode).filter(code -> !code.equals("ANG")))
        .allMatch(Codes::isCurrency);
  }
}
