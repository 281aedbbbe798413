package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.AuthorizeLegRequest;
import dev.tollbridge.v1.AuthorizeLegResponse;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.DialOutPolicy;
import dev.tollbridge.v1.Direction;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class AuthorizeLegTest {
  private static final String REJECTED = "+8811234567";
  private static final String UNPRICED = "+201001234567";

  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS + ",action", "33,France,0.02,0,60,60,USD,",
        "1,North America,0.01,0.05,60,60,USD,", "881,Satellite,0,0,60,60,USD,reject", "39,Italy,0,0,60,60,USD,",
        "34,Spain,0.06,0,90,60,USD,");
    server.create("rich", 60 * TestServer.UNIT);
    server.create(TestServer.organization("poor"));
    server.create(TestServer.organization("off").toBuilder().setCreditsSetUp(false).setAllOrganizersLicensed(false)
        .build());
    server.create(TestServer.organization("licensed").toBuilder().setAllOrganizersLicensed(false).build());
    server.license("licensed", "home", DialOutPolicy.DIAL_OUT_POLICY_SAME_COUNTRY);
    server.license("licensed", "zone", DialOutPolicy.DIAL_OUT_POLICY_ZONE_A);
    server.license("licensed", "none", DialOutPolicy.DIAL_OUT_POLICY_NONE);
    server.license("licensed", "any", DialOutPolicy.DIAL_OUT_POLICY_ANY);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static AuthorizeLegResponse authorize(UnaryOperator<AuthorizeLegRequest.Builder> change) {
    return server.rating().authorizeLeg(change.apply(AuthorizeLegRequest.newBuilder()).build());
  }

  private static AuthorizeLegResponse dial(String organization, String organizer, String number) {
    return authorize(each -> each.setOrganizationId(organization).setOrganizerId(organizer)
        .setDirection(Direction.DIRECTION_DIAL_OUT).setRemoteNumber(number));
  }

  private static AuthorizeLegResponse call(String organization, String organizer, String serviceNumber) {
    return authorize(each -> each.setOrganizationId(organization).setOrganizerId(organizer)
        .setDirection(Direction.DIRECTION_DIAL_IN).setServiceNumber(serviceNumber));
  }

  @TestFactory
  Stream<DynamicTest> questionsThatAreRefused() {
    return new Refusals()
        .invalid("nothing", "organization_id organizer_id direction service_number", () -> authorize(each -> each))
        .invalid("no organizer", "organizer_id", () -> dial("rich", " ", TestServer.PARIS))
        .row("long organizer", "OK", () -> dial("rich", "o".repeat(65), TestServer.PARIS))
        .invalid("no number to dial", "remote_number", () -> dial("rich", "olga", "112a"))
        .invalid("no number called", "service_number", () -> call("rich", "olga", "conference"))
        .invalid("long number", "remote_number", () -> dial("rich", "olga", "+" + "1".repeat(64)))
        .tests();
  }

  private static DynamicTest denied(String what, DenialReason reason, AuthorizeLegResponse answer) {
    return DynamicTest.dynamicTest(what + " " + reason, () -> {
      assertThat(answer.getDenial()).isEqualTo(reason);
      assertThat(answer.hasCreditLasts()).isFalse();
    });
  }

  /** Each leg also has the reasons of the rows below its own. */
  @TestFactory
  Stream<DynamicTest> theFirstReasonIsNamed() {
    String unknown = "+442079999999";
    return Stream.of(
        denied("unknown", DenialReason.DENIAL_REASON_UNKNOWN_ORGANIZATION, call("nobody", "olga", unknown)),
        denied("not set up", DenialReason.DENIAL_REASON_CREDITS_NOT_SET_UP, call("off", "olga", unknown)),
        denied("unlicensed", DenialReason.DENIAL_REASON_NO_LICENCE, call("licensed", "olga", unknown)),
        denied("unlicensed dial-out", DenialReason.DENIAL_REASON_NO_LICENCE, dial("licensed", "olga", REJECTED)),
        denied("unknown number", DenialReason.DENIAL_REASON_UNKNOWN_SERVICE_NUMBER, call("poor", "olga", unknown)),
        denied("policy none", DenialReason.DENIAL_REASON_DIAL_OUT_POLICY, dial("licensed", "none", REJECTED)),
        denied("policy home", DenialReason.DENIAL_REASON_DIAL_OUT_POLICY, dial("licensed", "home", TestServer.PARIS)),
        denied("policy zone", DenialReason.DENIAL_REASON_DIAL_OUT_POLICY, dial("licensed", "zone", UNPRICED)),
        denied("rejected", DenialReason.DENIAL_REASON_REJECTED_BY_RATE, dial("poor", "olga", REJECTED)),
        denied("no rate", DenialReason.DENIAL_REASON_NO_RATE, dial("poor", "olga", UNPRICED)),
        denied("no credit", DenialReason.DENIAL_REASON_NO_CREDIT, dial("poor", "olga", TestServer.PARIS)),
        denied("no credit in the zone", DenialReason.DENIAL_REASON_NO_CREDIT,
            dial("licensed", "zone", TestServer.PARIS)),
        denied("no credit at home", DenialReason.DENIAL_REASON_NO_CREDIT, dial("licensed", "home", "+12125550100")),
        denied("emergency", DenialReason.DENIAL_REASON_UNSPECIFIED, dial("off", "olga", "112")),
        denied("emergency without policy", DenialReason.DENIAL_REASON_UNSPECIFIED, dial("licensed", "none", "911")),
        denied("free", DenialReason.DENIAL_REASON_UNSPECIFIED, dial("poor", "olga", "+390612345678")));
  }

  @Test
  void theRateIsShownAlsoWhenCreditIsMissing() {
    assertThat(dial("poor", "olga", TestServer.PARIS).getRate().getDestination()).isEqualTo("France");
    assertThat(dial("poor", "olga", UNPRICED).hasRate()).isFalse();
    assertThat(dial("rich", "olga", REJECTED.replace("881", "33")).getRate().getPricePerMinuteMicros())
        .isEqualTo(20_000);
  }

  @Test
  void creditLastsBesideTheLegsThatBurnIt() {
    server.create("burning", 50 * TestServer.UNIT);
    assertThat(minutes("burning", TestServer.PARIS)).isEqualTo(30 * 60);

    var bridge = server.bridge("burning", 1);
    bridge.events(Legs.allAnswered(1, 99, "burning", server.now()));
    bridge.ack(99);

    // 99 legs paid 0.02 and burn as much a minute: 48.02 last for 24 minutes of 2.00.
    assertThat(minutes("burning", TestServer.PARIS)).isEqualTo(24);
    // 48.02 less the fee of 0.05, at 1.99 a minute.
    assertThat(minutes("burning", "+12125550100")).isEqualTo(24);
  }

  @Test
  void creditLastsByTheRatesIncrements() {
    server.create("steps", 50 * TestServer.UNIT);

    // k minutes are charged as 60 k + 30 seconds, at 0.001 a second
    assertThat(minutes("steps", "+34911234567")).isEqualTo(832);
  }

  private static long minutes(String organization, String number) {
    AuthorizeLegResponse answer = dial(organization, "olga", number);
    assertThat(answer.getDenial()).isEqualTo(DenialReason.DENIAL_REASON_UNSPECIFIED);
    return answer.getCreditLasts().getSeconds() / 60;
  }
}
