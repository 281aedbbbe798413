package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.AdjustCreditsRequest;
import dev.tollbridge.v1.CreditWarning;
import dev.tollbridge.v1.CreditWarningKind;
import dev.tollbridge.v1.StreamLegsResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bridges receive an organization's credit warnings, and when. */
@Tag("slow")
class CreditWarningTest {
  private static final long THRESHOLD = 10 * TestServer.UNIT;

  @TempDir
  private Path directory;
  private TestServer server;
  private BridgeStream bridge;

  /** Acme has 10.01 and is warned below 10. */
  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create(TestServer.organization("acme").toBuilder().addLowBalanceThresholdsMicros(THRESHOLD).build());
    server.purchase("acme", 100 * TestServer.UNIT);
    adjust(-89_990_000);
    server.create("other", 100 * TestServer.UNIT);
    bridge = server.bridge("bridge", 1);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void adjust(long micros) {
    var _ = server.credits().adjustCredits(AdjustCreditsRequest.newBuilder().setRequestId(TestServer.newId())
        .setOrganizationId("acme").setAmountMicros(micros).setReason("test").build());
  }

  private static CreditWarning warning(BridgeStream stream) {
    return stream.take(StreamLegsResponse::hasCreditWarning).getCreditWarning();
  }

  private static CreditWarning low(long balanceMicros) {
    return CreditWarning.newBuilder().setOrganizationId("acme").setCurrencyCode("USD")
        .setKind(CreditWarningKind.CREDIT_WARNING_KIND_LOW_BALANCE).setBalanceMicros(balanceMicros).build();
  }

  /** The acknowledgement of a new event follows all messages sent before. */
  private void assertNoWarning(BridgeStream stream, long sequence) {
    stream.events(Legs.answered(sequence, sequence, "other", server.now()));
    stream.ack(sequence);
    server.advance(Duration.ZERO);
    assertThat(stream.rest()).noneMatch(StreamLegsResponse::hasCreditWarning);
  }

  @Test
  void onlyBridgesThatCarryTheOrganizationAreWarned() {
    var other = server.bridge("other", 1);
    other.events(Legs.answered(1, 1, "other", server.now()));
    other.ack(1);
    bridge.events(Legs.answered(1, 1, "acme", server.now()));

    assertThat(warning(bridge)).isEqualTo(low(9_990_000));
    assertNoWarning(other, 2);
  }

  @Test
  void aBridgeStaysWarnedUntilItsStreamEnds() {
    adjust(TestServer.UNIT);
    bridge.events(Legs.answered(1, 1, "acme", server.now()), Legs.ended(2, 1, "acme", server.now()));
    bridge.closed(1);
    bridge.acknowledge(1L);
    adjust(-2 * TestServer.UNIT);
    assertThat(warning(bridge)).isEqualTo(low(9_010_000));

    bridge.cancel();
    bridge = server.bridge("bridge", 1);
    adjust(-TestServer.UNIT);
    assertNoWarning(bridge, 3);
  }

  @Test
  void aRejectedAnswerDoesNotMakeABridgeCarryAnOrganization() {
    adjust(-TestServer.UNIT);
    bridge.events(Legs.answered(1, 1, "acme", server.now().minus(Duration.ofDays(46))));
    assertThat(bridge.ack(1).getRejectionsList()).hasSize(1);
    adjust(-TestServer.UNIT);
    assertNoWarning(bridge, 2);
  }

  @Test
  void whatHoldsIsSaidToABridgeThatBeginsToCarryTheOrganization() {
    adjust(-TestServer.UNIT);
    bridge.events(Legs.answered(1, 1, "acme", server.now()));
    assertThat(warning(bridge)).isEqualTo(low(8_990_000));
  }

  @Test
  void whatHoldsIsRepeatedAfterOpened() {
    bridge.events(Legs.answered(1, 1, "acme", server.now()));
    assertThat(warning(bridge)).isEqualTo(low(9_990_000));
    bridge.cancel();
    bridge = server.bridge("bridge", 1);
    assertThat(warning(bridge)).isEqualTo(low(9_990_000));

    adjust(-9_985_000);
    server.advance(Duration.ofSeconds(60));
    bridge.disconnect(1);
    bridge.cancel();
    bridge = server.bridge("bridge", 1);
    assertThat(warning(bridge).getKind()).isEqualTo(CreditWarningKind.CREDIT_WARNING_KIND_EXHAUSTED);

    bridge.cancel();
    adjust(TestServer.UNIT * 100);
    bridge = server.bridge("bridge", 1);
    assertNoWarning(bridge, 2);
  }
}
