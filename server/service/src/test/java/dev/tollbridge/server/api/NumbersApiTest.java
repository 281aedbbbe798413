package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.AuthorizeLegRequest;
import dev.tollbridge.v1.AuthorizeLegResponse;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.CompletedCalls;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.DialOutPolicy;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.ExportUsageReportRequest;
import dev.tollbridge.v1.FreeReason;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.LookupRateRequest;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsResponse;
import dev.tollbridge.v1.RateCallsSettings;
import dev.tollbridge.v1.RatedCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Emergency numbers, and one reading of every number. */
@Tag("slow")
class NumbersApiTest {
  private static final String US_NUMBER = "+12065550100";
  /** Callers in all forms; from Canada 0.04, from elsewhere 0.03. */
  private static final List<String> CALLERS = List.of("+14165550123", "14165550123", "0014165550123",
      "01114165550123", "tel:+1-416-555-0123;ext=7",
      "sip:+14165550123@sbc.example.org;user=phone;transport=tls;tag=as7c",
      "\"Ann\" <sip:+14165550123@10.0.0.1>", "+1 (416) 555-0123", "'+14165550123", "+12125550123", "12125550123",
      "2125550123", "4165550123", "+266696687", "+7378742833", "+33140000000", "+3314000", "anonymous", "", "=cmd()",
      "-unknown-", "sip:anonymous@anonymous.invalid", "10.0.0.1");

  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "33,France,0.02,0,60,60,USD",
        "91,India,0.30,0,60,60,USD", "1,North America,0.01,0,60,60,USD", "44,UK,0.02,0,60,60,USD");
    for (String country : List.of("FR", "NZ", "US", "DE", "JP", "IN")) {
      server.create(TestServer.organization(country.toLowerCase(Locale.ROOT)).toBuilder()
          .setCountryCode(country).setCreditsSetUp(false).setAllOrganizersLicensed(false).build());
      server.license(country.toLowerCase(Locale.ROOT), "none", DialOutPolicy.DIAL_OUT_POLICY_NONE);
    }
    server.create(TestServer.organization("berlin").toBuilder().setCountryCode("DE").build());
    server.purchase("berlin", 100 * TestServer.UNIT);
    server.create("rich", 100 * TestServer.UNIT);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static AuthorizeLegResponse dial(String organization, String shown, String location, String number) {
    var request = AuthorizeLegRequest.newBuilder().setOrganizationId(organization).setOrganizerId("none")
        .setDirection(Direction.DIRECTION_DIAL_OUT).setServiceNumber(shown).setRemoteNumber(number);
    return server.rating().authorizeLeg(
        location.isEmpty() ? request.build() : request.setLocationCountryCode(location).build());
  }

  /** Organizations without credits set up or any dial-out: only emergency numbers may be dialled. */
  @ParameterizedTest
  @CsvSource({"fr,'','',15", "fr,'','',114", "fr,'','',196", "nz,'','',111", "jp,'','',118", "us,'','',911",
    "us,+12065550100,'',+911", "us,'','',+112", "us,'','',+1911", "de,'','',112", "de,+12065550100,'',911",
    "de,'',US,911", "de,'',us,+911", "us,'',JP,118", "us,'',nowhere,911", "us,'','',tel:911",
    "de,'','',urn:service:sos", "us,anonymous,'',911", "nobody,'','',112", "nobody,'',NZ,111"})
  void emergencyNumbersAreNeverDenied(String organization, String shown, String location, String number) {
    AuthorizeLegResponse answer = dial(organization, shown, location, number);
    assertThat(answer.getDenial()).isEqualTo(DenialReason.DENIAL_REASON_UNSPECIFIED);
    assertThat(answer.hasRate()).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> emergencyNumbersOfElsewhereAreNoNumbers() {
    return new Refusals()
        .invalid("British in the US", "remote_number", () -> dial("us", "", "", "999"))
        .invalid("British behind a plus", "remote_number", () -> dial("us", "", "", "+999"))
        .invalid("American in Germany", "remote_number", () -> dial("de", "", "", "911"))
        .invalid("American behind a plus", "remote_number", () -> dial("de", "", "", "+911"))
        .invalid("American in India", "remote_number", () -> dial("in", "", "", "+911"))
        .invalid("French in the US", "remote_number", () -> dial("us", "", "", "15"))
        .tests();
  }

  @Test
  void anEmergencyCallIsRecordedAndFree() {
    var bridge = server.bridge("emergency", 1);
    bridge.events(
        Legs.change(Legs.answered(1, 1, "nz", server.now()),
            each -> each.setOrganizerId("none").setRemoteNumber("111")),
        Legs.change(Legs.answered(2, 2, "us", server.now()),
            each -> each.setOrganizerId("none").setServiceNumber(US_NUMBER).setRemoteNumber("+911")),
        Legs.change(Legs.answered(3, 3, "us", server.now()),
            each -> each.setOrganizerId("none").setRemoteNumber("118").setLocationCountryCode("JP")),
        Legs.ended(4, 1, "nz", server.now().plusSeconds(90)), Legs.ended(5, 2, "us", server.now().plusSeconds(90)),
        Legs.ended(6, 3, "us", server.now().plusSeconds(90)));

    assertThat(bridge.ack(6).getRejectionsList()).isEmpty();
    assertThat(List.of(1, 2, 3)).map(leg -> bridge.closed(leg).getRecord()).allSatisfy(record -> {
      assertThat(record.getChargeMicros()).isZero();
      assertThat(record.getFreeReason()).isEqualTo(FreeReason.FREE_REASON_EMERGENCY);
      assertThat(record.getDenial()).isEqualTo(DenialReason.DENIAL_REASON_UNSPECIFIED);
    }).extracting(CallRecord::getRemoteNumber).containsExactly("111", "911", "118");
  }

  private static CompletedCall call(String organization, Direction direction, String service, String remote) {
    return CompletedCall.newBuilder().setUsageId(TestServer.newId()).setLegId("leg").setConferenceId("conference")
        .setOrganizationId(organization).setOrganizerId("olga").setDirection(direction).setServiceNumber(service)
        .setRemoteNumber(remote).setAnswerTime(Legs.timestamp(server.now().minusSeconds(60)))
        .setEndTime(Legs.timestamp(server.now())).build();
  }

  private static CompletedCall dialIn(String organization, String caller) {
    return call(organization, Direction.DIRECTION_DIAL_IN, TestServer.TOLL_FREE_NUMBER, caller);
  }

  private static List<RatedCall> rate(RateCallsMode mode, List<CompletedCall> calls) {
    var answer = new FutureAnswer<RateCallsResponse>();
    var requests = LegRatingServiceGrpc.newStub(server.channel()).rateCalls(answer);
    requests.onNext(RateCallsRequest.newBuilder().setSettings(RateCallsSettings.newBuilder().setMode(mode)).build());
    requests.onNext(
        RateCallsRequest.newBuilder().setCalls(CompletedCalls.newBuilder().addAllCalls(calls)).build());
    requests.onCompleted();
    return answer.all().getFirst().getCallsList();
  }

  private static CallRecord rated(CompletedCall call) {
    RatedCall rated = rate(RateCallsMode.RATE_CALLS_MODE_DRY_RUN, List.of(call)).getFirst();
    assertThat(rated.getMessage()).isEmpty();
    return rated.getRecord();
  }

  @ParameterizedTest
  @CsvSource({"+14165550123,CA,40000", "14165550123,CA,40000", "sip:+14165550123@10.0.0.1;user=phone,CA,40000",
    "+12125550123,US,30000", "12125550123,US,30000", "+266696687,'',30000", "+33140,'',30000",
    "+1416555****,CA,40000", "anonymous,'',30000"})
  void callersHaveOneCountryInEveryForm(String caller, String country, long micros) {
    CallRecord record = rated(dialIn("rich", caller));
    assertThat(record.getRemoteCountryCode()).isEqualTo(country);
    assertThat(record.getChargeMicros()).isEqualTo(micros);
    assertThat(server.tariffs().lookupRate(LookupRateRequest.newBuilder()
        .setCallType(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN).setCurrencyCode("USD").setDurationSeconds(60)
        .setServiceNumber(TestServer.TOLL_FREE_NUMBER).setRemoteNumber(caller).build()).getCostMicros())
        .isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({"+442071838750", "442071838750", "00442071838750", "sip:+442071838750@trunk;user=phone",
    "+44 (0)20 7183 8750"})
  void dialledNumbersAreReadInTheSameWay(String number) {
    CallRecord record = rated(call("rich", Direction.DIRECTION_DIAL_OUT, "12065550100", number));
    assertThat(record.getRemoteNumber()).isEqualTo("+442071838750");
    assertThat(record.getServiceNumber()).isEqualTo(US_NUMBER);
    assertThat(record.getChargeMicros()).isEqualTo(20_000);
  }

  @Test
  void aServiceNumberIsReadInTheSameWay() {
    assertThat(rated(call("rich", Direction.DIRECTION_DIAL_IN, "tel:+1-800-555-0100", "14165550123"))
        .getChargeMicros()).isEqualTo(40_000);
  }

  /** An organization in Germany, whose report hides the last three digits. */
  @Test
  void aReportRatedAgainCostsTheSame() {
    List<RatedCall> booked = rate(RateCallsMode.RATE_CALLS_MODE_BOOK,
        CALLERS.stream().map(caller -> dialIn("berlin", caller)).toList());
    List<String> usageIds = booked.stream().map(RatedCall::getUsageId).toList();

    List<String> exported = exportedCallers(usageIds);

    List<RatedCall> again = rate(RateCallsMode.RATE_CALLS_MODE_DRY_RUN,
        exported.stream().map(caller -> dialIn("berlin", caller)).toList());
    assertThat(booked).extracting(each -> each.getRecord().getChargeMicros()).contains(30_000L, 40_000L);
    assertThat(IntStream.range(0, CALLERS.size())).allSatisfy(i -> assertThat(again.get(i).getRecord())
        .as(CALLERS.get(i) + " exported as " + exported.get(i))
        .extracting(CallRecord::getChargeMicros, CallRecord::getRemoteCountryCode)
        .containsExactly(booked.get(i).getRecord().getChargeMicros(),
            booked.get(i).getRecord().getRemoteCountryCode()));
  }

  private static List<String> exportedCallers(List<String> usageIds) {
    List<ByteString> chunks = new ArrayList<>();
    server.records().exportUsageReport(ExportUsageReportRequest.newBuilder().setOrganizationId("berlin").build())
        .forEachRemaining(response -> chunks.add(response.getChunk()));
    List<String> lines = ByteString.copyFrom(chunks).toStringUtf8().lines().toList();
    return usageIds.stream().map(id -> lines.stream().filter(line -> line.startsWith(id)).findFirst().orElseThrow())
        .map(line -> line.split(",", -1)[7].replaceAll("^\"|\"$", "").replace("\"\"", "\"")).toList();
  }
}
