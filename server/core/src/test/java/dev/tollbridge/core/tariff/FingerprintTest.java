package dev.tollbridge.core.tariff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void staysTheSameAcrossReleases() {
    List<Rate> rates = Rates.list(
        """
            49  germany 0.010790/min fee=0.05 bill=30/6 country=DE caller=US digits=5-13 window=Europe/Berlin,1-5,22:00-06:00
            882 satellite reject
            """);

    assertThat(Fingerprint.of(rates)).isEqualTo("b98cd61b4946ed55bcecacc644d2d8ce0b00f0ee2c1252e178953cf6f0bc776c");
  }

  @Test
  void everyFieldCounts() {
    List<String> fingerprints = Stream
        .of("49 germany", "491 germany", "* germany", "49 germany1", "49 germany 0.01/min",
            "49 germany fee=0.01", "49 germany bill=30/60", "49 germany bill=60/30", "49 germany country=DE",
            "49 germany caller=DE", "49 germany reject", "49 germany digits=7-", "49 germany digits=-7",
            "49 germany window=UTC,1-5,08:00-18:00", "49 germany window=Etc/UTC,1-5,08:00-18:00",
            "49 germany window=UTC,1-4,08:00-18:00", "49 germany window=UTC,1-5,08:01-18:00",
            "49 germany window=UTC,1-5,08:00-18:01")
        .map(line -> Fingerprint.of(Rates.list(line))).toList();

    assertThat(fingerprints).doesNotHaveDuplicates().allMatch(text -> text.matches("[0-9a-f]{64}"));
  }

  @Test
  void orderAndNumberOfRatesCount() {
    assertThat(Stream.of("49 a\n48 b", "48 b\n49 a", "49 a\n48 b\n48 b", "49 a", "")
        .map(lines -> Fingerprint.of(Rates.list(lines)))).doesNotHaveDuplicates();
  }
}
