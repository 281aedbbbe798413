package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.server.metrics.ServerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnpricedCallsTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> lines = new ArrayList<>();
  private long nanos;
  private final UnpricedCalls calls = new UnpricedCalls(new ServerMetrics(meters), () -> nanos, lines::add);

  private void report(String organizationId, String number) {
    calls.report(organizationId, number, FreeReason.NO_RATE);
  }

  @Test
  void eachOrganizationAndNumberIsLoggedOnceInAWhile() {
    for (int i = 0; i < 3; i++) {
      report("acme", "+33140000001");
      report("acme", "+44140000001");
      report("globex", "+33140000001");
    }
    nanos += UnpricedCalls.REPEAT_NANOS;
    report("acme", "+33140000001");

    assertThat(lines).containsExactly(
        "A call of organization acme is free, because no rate was found for +3314000****. Complete the tariff, then re-rate it",
        "A call of organization acme is free, because no rate was found for +4414000****. Complete the tariff, then re-rate it",
        "A call of organization globex is free, because no rate was found for +3314000****. Complete the tariff, then re-rate it",
        "A call of organization acme is free, because no rate was found for +3314000****. Complete the tariff, then re-rate it"
            + " (6 more unpriced calls since the last such line)");
    assertThat(meters.get("tollbridge.unpriced.legs").tag("reason", "no_rate").counter().count()).isEqualTo(10);
  }

  @Test
  void manyNumbersDoNotFillTheLog() {
    for (int i = 0; i < 5_000; i++) {
      report("acme", "+33" + i);
    }
    assertThat(lines).hasSize(UnpricedCalls.MAX_LINES);
    nanos += UnpricedCalls.WINDOW_NANOS;
    calls.report("acme", "+18005550199", FreeReason.UNKNOWN_SERVICE_NUMBER);

    assertThat(lines).hasSize(UnpricedCalls.MAX_LINES + 1);
    assertThat(lines.getLast()).contains("service number +1800555**** is not registered").contains("(4980 more");
  }
}
