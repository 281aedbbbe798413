package dev.tollbridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {
  private static final Numbers NUMBERS = Numbers.draw(7, number -> number.countryCode().equals("FR"));

  @TempDir
  private Path folder;

  @Test
  void legsAreAsInTheTrace() throws IOException {
    List<PlannedLeg> legs = legs("""
        offset_seconds,hold_seconds,class,organization,conference,organizer,service_number,remote_number
        0,90,dialout,2,7,3,+12015550123,+33612345678
        0.25,0.000001,tollfree,1,8,0,+18002345678,nobody
        59.5,86400,toll,3,7,1,+4930123456,+999
        """);
    assertThat(legs).containsExactly(
        new PlannedLeg(0, 0, 90_000_000, CallType.CALL_TYPE_DIAL_OUT, 2, 7, 3, new PhoneNumber("+12015550123", "US"),
            new PhoneNumber("+33612345678", "FR")),
        new PlannedLeg(1, 250_000_000, 1, CallType.CALL_TYPE_TOLL_FREE_DIAL_IN, 1, 8, 0,
            new PhoneNumber("+18002345678", "US"), new PhoneNumber("nobody", "")),
        new PlannedLeg(2, 59_500_000_000L, 86_400_000_000L, CallType.CALL_TYPE_TOLL_DIAL_IN, 3, 7, 1,
            new PhoneNumber("+4930123456", "DE"), new PhoneNumber("+999", "")));
  }

  @Test
  void whatTheTraceLacksIsDrawn() throws IOException {
    List<PlannedLeg> legs = legs("offset_seconds,hold_seconds,class\n0,1,\n0,2,dialout\n1,3,\n");
    assertThat(legs).extracting(PlannedLeg::holdMicros).containsExactly(1_000_000L, 2_000_000L, 3_000_000L);
    assertThat(legs).extracting(PlannedLeg::conference).containsExactly(0L, 1L, 2L);
    assertThat(legs.get(1).callType()).isEqualTo(CallType.CALL_TYPE_DIAL_OUT);
    assertThat(legs).allSatisfy(leg -> assertThat(leg.organization()).isBetween(1, 3));
  }

  @Test
  void legsAfterTheDurationAreLeftOut() throws IOException {
    assertThat(legs("offset_seconds,hold_seconds\n0,1\n59.999,1\n60,1\n")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"offset_seconds\\n1 | columns",
    "offset_seconds,hold_seconds,colour\\n1,1,red | columns",
    "offset_seconds,hold_seconds\\n1,x | line 2: hold_seconds 'x'",
    "offset_seconds,hold_seconds\\n-1,1 | line 2: offset_seconds",
    "offset_seconds,hold_seconds\\n1,1\\n0,1 | line 3: offset_seconds must not be before",
    "offset_seconds,hold_seconds,organization\\n0,1,4 | line 2: '4' is not a number from 1 to 3",
    "offset_seconds,hold_seconds,class\\n0,1,video | line 2: 'video'",
    "offset_seconds,hold_seconds,service_number\\n0,1,+18002345678 | line 2: service_number needs a class",
    "offset_seconds,hold_seconds,class,service_number\\n0,1,toll,+18002345678 | line 2: '+18002345678'",
    "offset_seconds,hold_seconds\\n | has no legs"})
  void aFaultIsNamedWithItsLineBeforeTheLoadBegins(String csv, String fault) throws IOException {
    Path trace = Files.writeString(folder.resolve("bad.csv"), csv.replace("\\n", "\n"));
    assertThatThrownBy(() -> scenario(trace)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad.csv").hasMessageContaining(fault);
  }

  @Test
  void aTraceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> scenario(folder.resolve("none.csv"))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.csv cannot be read");
  }

  private List<PlannedLeg> legs(String csv) throws IOException {
    List<PlannedLeg> legs = new ArrayList<>();
    new Plan(scenario(Files.writeString(folder.resolve("trace.csv"), csv)), NUMBERS).forEach(legs::add);
    return legs;
  }

  private static Scenario scenario(Path trace) {
    return new Scenario(new ArrivalRate(1), Arrivals.parse("trace:" + trace), Hold.parse("exp:1s"),
        Duration.ofSeconds(60), 1_000, new Mix(1, 1, 1), 3, Attendance.PLAIN, 1, 1, Faults.NONE);
  }
}
