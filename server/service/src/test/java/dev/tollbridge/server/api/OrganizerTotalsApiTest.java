package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CallTypeTotal;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.ListOrganizerTotalsRequest;
import dev.tollbridge.v1.ListOrganizerTotalsResponse;
import dev.tollbridge.v1.OrganizerTotal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
class OrganizerTotalsApiTest {
  private static final UnaryOperator<LegAnswered.Builder> DIAL_OUT = UnaryOperator.identity();

  @TempDir
  private static Path directory;
  private static TestServer server;
  private static final List<LegEvent> events = new ArrayList<>();

  /** Legs that start one second after the other. */
  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
    server.create("other", 100 * TestServer.UNIT);
    leg("acme", "olga", 30, DIAL_OUT);
    leg("acme", "olga", 90, DIAL_OUT);
    leg("acme", "olga", 10, each -> each.setDirection(Direction.DIRECTION_DIAL_IN)
        .setServiceNumber(TestServer.TOLL_NUMBER).setRemoteNumber("anonymous"));
    leg("acme", "anna", 0, DIAL_OUT);
    leg("acme", "anna", 60, each -> each.setDirection(Direction.DIRECTION_DIAL_IN)
        .setServiceNumber(TestServer.TOLL_FREE_NUMBER).setRemoteNumber("anonymous"));
    leg("acme", "Zo\u00eb", 60, DIAL_OUT);
    leg("other", "olga", 600, DIAL_OUT);
    var bridge = server.bridge("bridge", 1);
    bridge.events(events);
    bridge.ack(events.size());
  }

  private static void leg(String organizationId, String organizerId, int seconds,
      UnaryOperator<LegAnswered.Builder> change) {
    int sequence = events.size() + 1;
    var answered = Legs.answered(sequence, sequence, organizationId, TestServer.START.plusSeconds(sequence));
    events.add(Legs.change(answered, each -> change.apply(each.setOrganizerId(organizerId))));
    events.add(Legs.ended(sequence + 1, sequence, organizationId, TestServer.START.plusSeconds(sequence + seconds)));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static ListOrganizerTotalsRequest.Builder acme() {
    return ListOrganizerTotalsRequest.newBuilder().setOrganizationId("acme");
  }

  private static ListOrganizerTotalsResponse totals(ListOrganizerTotalsRequest.Builder request) {
    return server.records().listOrganizerTotals(request.build());
  }

  private static OrganizerTotal organizer(String id, CallTypeTotal... totals) {
    return OrganizerTotal.newBuilder().setOrganizerId(id).addAllTotals(List.of(totals)).build();
  }

  private static CallTypeTotal total(CallType type, long count, long seconds, long billed, long micros) {
    return CallTypeTotal.newBuilder().setCallType(type).setCallCount(count).setDurationSeconds(seconds)
        .setBilledSeconds(billed).setChargeMicros(micros).build();
  }

  private static final OrganizerTotal ZOE = organizer("Zo\u00eb",
      total(CallType.CALL_TYPE_DIAL_OUT, 1, 60, 60, 20_000));
  private static final OrganizerTotal ANNA = organizer("anna",
      total(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN, 1, 60, 60, 30_000), total(CallType.CALL_TYPE_DIAL_OUT, 1, 0, 0, 0));
  private static final OrganizerTotal OLGA = organizer("olga",
      total(CallType.CALL_TYPE_TOLL_DIAL_IN, 1, 10, 60, 10_000),
      total(CallType.CALL_TYPE_DIAL_OUT, 2, 120, 180, 60_000));

  @Test
  void everyOrganizerByCallType() {
    var all = totals(acme());

    assertThat(all.getOrganizerTotalsList()).containsExactly(ZOE, ANNA, OLGA);
    assertThat(all.getCurrencyCode()).isEqualTo("USD");
    assertThat(all.getNextPageToken()).isEmpty();
  }

  @Test
  void pagesAreWholeOrganizers() {
    List<OrganizerTotal> seen = new ArrayList<>();
    String token = "";
    do {
      var page = totals(acme().setPageSize(1).setPageToken(token));
      assertThat(page.getOrganizerTotalsList()).hasSize(1);
      seen.addAll(page.getOrganizerTotalsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(seen).containsExactly(ZOE, ANNA, OLGA);
    var two = totals(acme().setPageSize(2));
    assertThat(two.getOrganizerTotalsList()).containsExactly(ZOE, ANNA);
    assertThat(totals(acme().setPageSize(3)).getNextPageToken()).isEmpty();
  }

  /** The third leg of olga starts at second 5. */
  @Test
  void fromIsIncludedAndToIsNot() {
    var fifth = Legs.timestamp(TestServer.START.plusSeconds(5));
    var sixth = Legs.timestamp(TestServer.START.plusSeconds(6));

    assertThat(totals(acme().setTimeRange(Legs.range(fifth, sixth))).getOrganizerTotalsList())
        .containsExactly(organizer("olga", OLGA.getTotals(0)));
    assertThat(totals(acme().setTimeRange(Legs.range(sixth, sixth))).getOrganizerTotalsList()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> questionsThatAreRefused() {
    return new Refusals()
        .invalid("of nobody", "organization_id", () -> totals(ListOrganizerTotalsRequest.newBuilder()))
        .row("of an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> totals(acme().setOrganizationId("nobody")))
        .invalid("backwards", "time_range.to", () -> totals(acme().setTimeRange(
            Legs.range(Legs.timestamp(TestServer.START), Legs.timestamp(TestServer.START.minusSeconds(1))))))
        .invalid("pages", "page_size page_token", () -> totals(acme().setPageSize(-1).setPageToken("next")))
        .tests();
  }
}
