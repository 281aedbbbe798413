package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.server.security.Role;
import dev.tollbridge.v1.AuditEntry;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.EndLegRequest;
import dev.tollbridge.v1.EndLegResponse;
import dev.tollbridge.v1.Leg;
import dev.tollbridge.v1.LegServiceGrpc;
import dev.tollbridge.v1.LegServiceGrpc.LegServiceBlockingStub;
import dev.tollbridge.v1.LegState;
import dev.tollbridge.v1.ListAuditEntriesRequest;
import dev.tollbridge.v1.ListLegsRequest;
import dev.tollbridge.v1.ListLegsResponse;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Active legs are listed, and bridges are asked to hang them up. */
@Tag("slow")
@Timeout(120)
final class LegApiTest {
  private static final int LEGS = 50;

  @TempDir
  private Path directory;
  private TestServer server;
  private BridgeStream bridge;

  /** One bridge has 50 legs of acme, another one has one of globex: a caller of a toll number without a rate. */
  @BeforeEach
  void start() throws Exception {
    server = TestServer.identified(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
    server.create("globex", 100 * TestServer.UNIT);
    bridge = server.bridge("edge-1", 1);
    for (int i = 1; i <= LEGS; i++) {
      String legId = "leg-" + i;
      bridge.events(Legs.change(Legs.answered(i, i, "acme", server.now().minusMillis(i)),
          leg -> leg.setLegId(legId).setConferenceId("room-" + legId.length())));
    }
    bridge.ack(LEGS);
    var other = server.bridge("edge-2", 1);
    other.events(Legs.change(Legs.answered(1, 1, "globex", server.now()),
        leg -> leg.setLegId("leg-1").setRemoteNumber("+4915112345678")));
    other.ack(1);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private LegServiceBlockingStub legs() {
    return LegServiceGrpc.newBlockingStub(server.channel());
  }

  private LegServiceBlockingStub legs(Role role, String... organizations) {
    return LegServiceGrpc.newBlockingStub(server.as(server.token("somebody", role, "", organizations)));
  }

  private static List<Leg> list(LegServiceBlockingStub stub, UnaryOperator<ListLegsRequest.Builder> filter) {
    List<Leg> legs = new ArrayList<>();
    String token = "";
    do {
      ListLegsResponse page = stub
          .listLegs(filter.apply(ListLegsRequest.newBuilder().setPageSize(7).setPageToken(token)).build());
      assertThat(page.getLegsCount()).isLessThanOrEqualTo(7);
      legs.addAll(page.getLegsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(new HashSet<>(legs)).hasSameSizeAs(legs);
    return legs;
  }

  private EndLegResponse end(LegServiceBlockingStub stub, String requestId, String organizationId, String legId) {
    return stub.endLeg(EndLegRequest.newBuilder().setRequestId(requestId).setOrganizationId(organizationId)
        .setBridgeId("edge-1").setLegId(legId).build());
  }

  private static String reason(Runnable call) {
    try {
      call.run();
      return "OK";
    } catch (StatusRuntimeException e) {
      return Refusals.words(e);
    }
  }

  @Test
  void legsAreListedInPagesOnceEach() {
    assertThat(list(legs(), request -> request)).hasSize(LEGS + 1);
    Leg leg = list(legs(), request -> request.setBridgeId("edge-1")).stream()
        .filter(each -> each.getLegId().equals("leg-9")).findFirst().orElseThrow();
    assertThat(leg.getOrganizationId()).isEqualTo("acme");
    assertThat(leg.getOrganizerId()).isEqualTo("olga");
    assertThat(leg.getRemoteNumber()).isEqualTo(TestServer.PARIS);
    assertThat(leg.getAnswerTime()).isEqualTo(Legs.timestamp(server.now().minusMillis(9)));
    assertThat(leg.getState()).isEqualTo(LegState.LEG_STATE_CHARGING);
    assertThat(leg.getMinutesCharged()).isEqualTo(1);
    assertThat(leg.getTotalMicros()).isEqualTo(20_000);
    assertThat(leg.getRate().getDestination()).isEqualTo("France");
    assertThat(leg.getSession()).isEqualTo(1);
    assertThat(leg.getLegNumber()).isEqualTo(9);
  }

  @Test
  void listsAreFiltered() {
    assertThat(list(legs(), request -> request.setOrganizationId("acme"))).hasSize(LEGS);
    assertThat(list(legs(), request -> request.setOrganizationId("nobody"))).isEmpty();
    assertThat(list(legs(), request -> request.setBridgeId("edge-2"))).hasSize(1);
    assertThat(list(legs(), request -> request.setConferenceId("room-5"))).hasSize(9);
    assertThat(list(legs(), request -> request.setLegId("leg-1"))).hasSize(2);
    assertThat(list(legs(), request -> request.setLegId("leg-1").setBridgeId("edge-2"))).hasSize(1);
    assertThat(list(legs(), request -> request.setCallType(CallType.CALL_TYPE_TOLL_DIAL_IN))).isEmpty();
    assertThat(list(legs(), request -> request.setState(LegState.LEG_STATE_FREE))).singleElement()
        .matches(leg -> leg.getOrganizationId().equals("globex") && !leg.hasRate());
  }

  @Test
  void legsOfABridgeThatIsAwayArePaused() {
    server.advance(TestServer.LEASE.plusMinutes(2));
    assertThat(list(legs(), request -> request.setState(LegState.LEG_STATE_PAUSED))).hasSize(LEGS);
  }

  @Test
  void wrongFiltersAndTokensAreRefused() {
    assertThatThrownBy(() -> list(legs(), request -> request.setOrganizationId("No")))
        .hasMessageContaining("organization_id");
    assertThatThrownBy(() -> list(legs(), request -> request.setConferenceId("x".repeat(65))))
        .hasMessageContaining("conference_id");
    for (String key : List.of("0 0", "0 0 x", "-1 0 0", "0 60000000 1", "0 00 1")) {
      assertThatThrownBy(() -> list(legs(), request -> request.setPageToken(PageToken.LEGS.after(key)))).as(key)
          .hasMessageContaining("page_token");
    }
  }

  @Test
  void theBridgeIsAskedToHangUpUntilItHas() {
    Leg ending = end(legs(), "e1", "acme", "leg-3").getLeg();
    assertThat(ending.getState()).isEqualTo(LegState.LEG_STATE_DISCONNECTING);
    assertThat(ending.getDenial()).isEqualTo(DenialReason.DENIAL_REASON_ADMINISTRATOR);
    assertThat(bridge.disconnect(3).getReason()).isEqualTo(DenialReason.DENIAL_REASON_ADMINISTRATOR);
    server.advance(Duration.ofMinutes(1));
    assertThat(bridge.disconnect(3).getReason()).isEqualTo(DenialReason.DENIAL_REASON_ADMINISTRATOR);

    var again = server.bridge("edge-1", 1);
    assertThat(again.disconnect(3).getReason()).isEqualTo(DenialReason.DENIAL_REASON_ADMINISTRATOR);
    again.events(Legs.ended(LEGS + 1, 3, "acme", server.now()));
    var record = again.closed(3).getRecord();
    assertThat(record.getDenial()).isEqualTo(DenialReason.DENIAL_REASON_ADMINISTRATOR);
    assertThat(record.getChargeMicros()).isEqualTo(40_000);
    assertThat(end(legs(), "e1", "acme", "leg-3").hasLeg()).isFalse();
    assertThat(reason(() -> end(legs(), "e2", "acme", "leg-3"))).isEqualTo("NOT_FOUND NO_SUCH_LEG");
  }

  @Test
  void endsAreAudited() {
    var _ = end(legs(), "e1", "acme", "leg-3");
    assertThat(reason(() -> end(legs(), "e2", "acme", "leg-99"))).isEqualTo("NOT_FOUND NO_SUCH_LEG");
    server.await("audited", () -> audited().size() == 2);
    assertThat(audited()).extracting(AuditEntry::getSubject).containsExactly("edge-1/leg-3", "edge-1/leg-99");
    assertThat(audited()).extracting(AuditEntry::getOutcome).containsExactly("DONE", "NO_SUCH_LEG");
    assertThat(audited()).extracting(AuditEntry::getRequestId).containsExactly("e1", "e2");
  }

  private List<AuditEntry> audited() {
    return server.audits().listAuditEntries(ListAuditEntriesRequest.newBuilder().setOrganizationId("acme").build())
        .getEntriesList().stream().filter(entry -> entry.getRpc().equals("EndLeg")).toList();
  }

  @Test
  void aTenantSeesAndEndsItsOwnLegsOnly() {
    assertThat(list(legs(Role.VIEWER, "globex"), request -> request)).singleElement()
        .matches(leg -> leg.getOrganizationId().equals("globex"));
    assertThat(list(legs(Role.VIEWER, "globex", "acme"), request -> request)).hasSize(LEGS + 1);
    assertThat(reason(() -> list(legs(Role.VIEWER, "globex"), request -> request.setOrganizationId("acme"))))
        .isEqualTo("PERMISSION_DENIED ORGANIZATION_NOT_ALLOWED");
    assertThat(reason(() -> end(legs(Role.ADMIN, "globex"), "e", "acme", "leg-1")))
        .isEqualTo("PERMISSION_DENIED ORGANIZATION_NOT_ALLOWED");
    assertThat(reason(() -> end(legs(Role.ADMIN, "globex"), "e", "globex", "leg-1")))
        .isEqualTo("NOT_FOUND NO_SUCH_LEG");
    assertThat(end(legs(Role.ADMIN, "acme"), "e", "acme", "leg-1").hasLeg()).isTrue();
  }

  @Test
  void operatorsEndLegsAndSeeNoWholeNumbers() {
    assertThat(list(legs(Role.OPERATOR), request -> request)).hasSize(LEGS + 1)
        .extracting(Leg::getRemoteNumber).containsOnly("+3314000****", "+491511234****");
    assertThat(end(legs(Role.OPERATOR), "e", "acme", "leg-1").getLeg().getRemoteNumber()).isEqualTo("+3314000****");
    for (Role role : Set.of(Role.VIEWER, Role.FINANCE)) {
      assertThat(reason(() -> end(legs(role), "e", "acme", "leg-1"))).isEqualTo("PERMISSION_DENIED ROLE_NOT_ALLOWED");
    }
  }
}
