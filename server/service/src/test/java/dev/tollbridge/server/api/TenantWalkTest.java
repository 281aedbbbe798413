package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollbridge.server.security.Role;
import dev.tollbridge.v1.AutoRecharge;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.DialOutPolicy;
import dev.tollbridge.v1.GetOrganizationRequest;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.ListAuditEntriesRequest;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListLicencesRequest;
import dev.tollbridge.v1.ListPendingRechargesRequest;
import dev.tollbridge.v1.Recharge;
import dev.tollbridge.v1.UpdateAutoRechargeRequest;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two organizations with calls, credit, licences and recharges; whoever is bound to one calls every method, with its id,
 * the other's and none, and with the other's calls, recharges and page tokens.
 */
@Tag("slow")
@Timeout(300)
final class TenantWalkTest {
  private static final String OWN = "acme";
  /** What all data of the other organization contains. */
  private static final String OTHER = "globex";
  /** Methods that show an organization's data to those who may see it. */
  private static final Set<String> REVEALING = Set.of("ExportUsageReport", "GetCallRecord", "GetOrganization",
      "ListAuditEntries", "ListCallRecords", "ListLedgerEntries", "ListLegs", "ListLicences", "ListOrganizations",
      "ListOrganizerTotals", "ListPendingRecharges");

  @TempDir
  private Path directory;
  private TestServer server;
  private String otherCall = "";
  private String otherRecharge = "";

  @BeforeEach
  void start() throws Exception {
    server = TestServer.identified(directory);
    server.standardTariff();
    BridgeStream bridge = server.bridge("bridge", 1);
    long sequence = 0;
    for (String organization : List.of(OWN, OTHER)) {
      server.create(organization, 50 * TestServer.UNIT);
      server.license(organization, organization + "-olga", DialOutPolicy.DIAL_OUT_POLICY_ANY);
      server.license(organization, organization + "-oscar", DialOutPolicy.DIAL_OUT_POLICY_ANY);
      for (int call = 0; call < 3; call++) {
        bridge.events(answered(++sequence, organization), Legs.ended(++sequence, sequence - 1, organization,
            server.now().plusSeconds(30)));
      }
      bridge.events(answered(++sequence, organization));
      var _ = server.credits().updateAutoRecharge(UpdateAutoRechargeRequest.newBuilder().setOrganizationId(organization)
          .setAutoRecharge(AutoRecharge.newBuilder().setTriggerMicros(60 * TestServer.UNIT)
              .setAmountMicros(50 * TestServer.UNIT).setDailyCapMicros(200 * TestServer.UNIT))
          .build());
    }
    bridge.ack(sequence);
    server.await("call records", () -> calls().size() == 3);
    server.await("audit entries", () -> server.audits()
        .listAuditEntries(ListAuditEntriesRequest.newBuilder().setOrganizationId(OTHER).build()).getEntriesCount() > 2);
    otherCall = calls().getFirst().getUsageId();
    otherRecharge = recharges().stream().filter(recharge -> recharge.getOrganizationId().equals(OTHER)).findFirst()
        .orElseThrow().getRechargeId();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private LegEvent answered(long sequence, String organization) {
    return Legs.change(Legs.answered(sequence, sequence, organization, server.now()),
        answered -> answered.setLegId(organization + "-" + sequence).setConferenceId(organization + "-conference")
            .setOrganizerId(organization + "-olga"));
  }

  private List<CallRecord> calls() {
    return server.records().listCallRecords(ListCallRecordsRequest.newBuilder().setOrganizationId(OTHER).build())
        .getCallRecordsList();
  }

  private List<Recharge> recharges() {
    return server.credits().listPendingRecharges(ListPendingRechargesRequest.getDefaultInstance()).getRechargesList();
  }

  private List<MethodDescriptor<?, ?>> methods() {
    return server.api().services().stream().flatMap(service -> service.getMethods().stream())
        .<MethodDescriptor<?, ?>>map(ServerMethodDefinition::getMethodDescriptor)
        .filter(method -> method.getFullMethodName().startsWith("tollbridge.")).toList();
  }

  private SampleRequests requests(String organization) {
    return new SampleRequests().with("organization_id", organization).with("usage_id", otherCall)
        .with("recharge_id", otherRecharge);
  }

  /** The other organization with all that belongs to it. */
  private String state() {
    return server.balance(OTHER) + "\n" + calls() + "\n"
        + recharges().stream().filter(recharge -> recharge.getOrganizationId().equals(OTHER)).toList() + "\n"
        + server.organizations().getOrganization(GetOrganizationRequest.newBuilder().setOrganizationId(OTHER).build())
        + server.organizations().listLicences(ListLicencesRequest.newBuilder().setOrganizationId(OTHER).build())
        + server.credits().listLedgerEntries(ListLedgerEntriesRequest.newBuilder().setOrganizationId(OTHER).build());
  }

  /** Whether there is more of the other in the responses than the ids that the caller named. */
  private boolean reveals(RawCall.Result result) {
    return result.messages().stream().map(message -> new String(message, StandardCharsets.ISO_8859_1))
        .anyMatch(text -> text.replace(otherCall, "").replace(otherRecharge, "").contains(OTHER));
  }

  @Test
  void theRequestsRevealTheOtherToWhoMaySeeIt() {
    for (Channel allowed : List.of(server.as(server.token("finance", Role.FINANCE, "")),
        server.as(server.token("owner", Role.ADMIN, "", OTHER)))) {
      Set<String> revealing = new TreeSet<>();
      for (MethodDescriptor<?, ?> method : methods()) {
        if (REVEALING.contains(method.getBareMethodName())
            && reveals(RawCall.call(allowed, method, requests(OTHER).of(method)))) {
          revealing.add(method.getBareMethodName());
        }
      }
      assertThat(revealing).containsExactlyInAnyOrderElementsOf(REVEALING);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = {"BRIDGE", "ADMIN", "FINANCE", "VIEWER"})
  void aTenantSeesAndChangesNothingOfAnother(Role role) {
    Channel tenant = server.as(server.token("tenant", role, "", OWN));
    String before = state();
    for (MethodDescriptor<?, ?> method : methods()) {
      for (String organization : List.of(OWN, OTHER, "")) {
        var result = RawCall.call(tenant, method, requests(organization).of(method));
        String name = method.getFullMethodName() + " for '" + organization + "'";
        assertThat(reveals(result)).as(name).isFalse();
        if (organization.equals(OTHER) && names(method)) {
          assertThat(result.code()).as(name).isEqualTo(Status.Code.PERMISSION_DENIED);
          assertThat(result.status().getDescription()).as(name).doesNotContain(OTHER);
        }
      }
    }
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void aPageTokenOfAnotherShowsNothingOfIt() {
    Map<String, String> tokens = new TreeMap<>();
    Channel administrator = server.channel();
    Channel tenant = server.as(server.token("tenant", Role.VIEWER, "", OWN));
    for (MethodDescriptor<?, ?> method : methods()) {
      FieldDescriptor next = SampleRequests.output(method).findFieldByName("next_page_token");
      if (next != null) {
        var page = RawCall.call(administrator, method, requests(OTHER).with("page_size", 1).of(method));
        String token = page.messages().isEmpty() ? "" : token(page.messages().getFirst(), next);
        if (!token.isEmpty()) {
          tokens.put(Objects.requireNonNull(method.getBareMethodName()), token);
          assertThat(reveals(RawCall.call(tenant, method, requests(OWN).with("page_token", token).of(method))))
              .as(method.getFullMethodName()).isFalse();
        }
      }
    }
    assertThat(tokens).containsKeys("ListAuditEntries", "ListCallRecords", "ListLedgerEntries", "ListLicences",
        "ListOrganizations");
  }

  private static String token(byte[] page, FieldDescriptor next) {
    try {
      return String.valueOf(DynamicMessage.parseFrom(next.getContainingType(), page).getField(next));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether its request names an organization that is refused as a whole; a bridge's events are rejected one by one. */
  private static boolean names(MethodDescriptor<?, ?> method) {
    return names(SampleRequests.input(method), 0) && !method.getFullMethodName().endsWith("/StreamLegs");
  }

  private static boolean names(Descriptor type, int depth) {
    return type.getFields().stream().anyMatch(field -> field.getName().equals("organization_id")
        || (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth < 3
            && names(field.getMessageType(), depth + 1)));
  }
}
