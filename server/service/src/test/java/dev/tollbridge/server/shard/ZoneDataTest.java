package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.core.tariff.ZoneTable;
import dev.tollbridge.core.tariff.Zones;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ZoneDataTest {
  private static final Instant FROM = Instant.parse("1850-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2101-01-01T00:00:00Z");
  private static final int INSTANTS_PER_ZONE = 200;

  static Iterable<String> zones() {
    return ZoneId.getAvailableZoneIds();
  }

  /** Every zone fits the limits, and its clocks show what the JDK's do: before, at and after every transition too. */
  @ParameterizedTest
  @MethodSource("zones")
  void theTableOfEachZoneIsWhatTheJdkSays(String zone) {
    ZoneTable table = ZoneData.table(zone);
    Zones zones = Zones.NONE.with(List.of(table));
    Random random = new Random(zone.hashCode());
    for (int i = 0; i < INSTANTS_PER_ZONE; i++) {
      agree(zone, random.nextLong(FROM.getEpochSecond(), TO.getEpochSecond()), zones);
    }
    for (ZoneTable.Transition transition : table.transitions()) {
      agree(zone, transition.atSeconds() - 1, zones);
      agree(zone, transition.atSeconds(), zones);
    }
  }

  private static void agree(String zone, long atSeconds, Zones zones) {
    Instant at = Instant.ofEpochSecond(atSeconds);
    ZonedDateTime clock = at.atZone(ZoneId.of(zone));
    int minute = clock.getHour() * 60 + clock.getMinute();
    var thatMinute = new TimeWindow(zone, 1 << (clock.getDayOfWeek().getValue() - 1), minute, minute + 1);
    assertThat(thatMinute.contains(ChronoUnit.MICROS.between(Instant.EPOCH, at), zones)).as("%s at %s", zone, at)
        .isTrue();
  }

  @Test
  void theVersionIsThatOfTheTzData() {
    assertThat(ZoneData.table("Europe/Berlin").version()).isEqualTo(ZoneData.version("UTC"))
        .matches("20[0-9]{2}[a-z]+");
  }

  @Test
  void anUnknownZoneHasNoTable() {
    assertThat(ZoneData.has("Mars/Olympus")).isFalse();
    assertThatThrownBy(() -> ZoneData.table("Mars/Olympus")).isInstanceOf(ZoneRulesException.class);
  }
}
