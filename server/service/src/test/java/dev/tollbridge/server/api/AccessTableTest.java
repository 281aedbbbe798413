package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.server.security.AccessControl;
import dev.tollbridge.server.security.Role;
import dev.tollbridge.v1.DialOutPolicy;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks all methods of all services: each has a row in the table, is closed to strangers, and keeps to its roles. */
@Tag("slow")
final class AccessTableTest {
  private static final Set<String> WHOLE_SERVER = Set.of("ImportRateDeck", "DeleteRateDeck", "PutServiceNumber",
      "DeleteServiceNumber", "RerateCalls", "Backup", "GetStatus", "CreateToken", "ListTokens", "RevokeToken");
  private static final Set<String> MONEY = Set.of("PurchaseCredits", "AdjustCredits", "RefundCall", "ReportRecharge");

  @TempDir
  private Path directory;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.identified(directory);
    server.create("acme", 100 * TestServer.UNIT);
    server.license("acme", "organizer", DialOutPolicy.DIAL_OUT_POLICY_ANY);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private List<MethodDescriptor<?, ?>> methods() {
    return server.api().services().stream().flatMap(service -> service.getMethods().stream())
        .<MethodDescriptor<?, ?>>map(ServerMethodDefinition::getMethodDescriptor).toList();
  }

  private List<MethodDescriptor<?, ?>> own() {
    return methods().stream().filter(method -> method.getFullMethodName().startsWith("tollbridge.")).toList();
  }

  @Test
  void everyMethodHasARow() {
    assertThat(own()).hasSizeGreaterThan(30);
    assertThat(
        methods().stream().map(MethodDescriptor::getFullMethodName).filter(name -> !AccessControl.isListed(name)))
        .isEmpty();
  }

  @Test
  void everyMethodButHealthIsClosedToStrangers() {
    assertThat(methods()).filteredOn(method -> !method.getFullMethodName().startsWith("grpc.health.v1.Health/"))
        .allMatch(method -> RawCall.call(server.stranger(), method, new byte[0])
            .code() == Status.Code.UNAUTHENTICATED);
    assertThat(methods()).filteredOn(method -> method.getFullMethodName().equals("grpc.health.v1.Health/Check"))
        .singleElement()
        .matches(method -> RawCall.call(server.stranger(), method, new byte[0]).code() == Status.Code.OK);
  }

  @Test
  void refusalsSayWhatIsMissing() {
    MethodDescriptor<?, ?> backup = own().stream().filter(method -> method.getFullMethodName().endsWith("/Backup"))
        .findFirst().orElseThrow();
    assertThat(reason(RawCall.call(server.stranger(), backup, new byte[0])))
        .isEqualTo("UNAUTHENTICATED NO_CREDENTIALS");
    assertThat(reason(RawCall.call(server.as("tb_a_b"), backup, new byte[0])))
        .isEqualTo("UNAUTHENTICATED INVALID_CREDENTIALS");
    Channel viewer = server.as(server.token("viewer", Role.VIEWER, ""));
    var refused = RawCall.call(viewer, backup, new byte[0]);
    assertThat(reason(refused)).isEqualTo("PERMISSION_DENIED ROLE_NOT_ALLOWED");
    assertThat(refused.status().getDescription()).contains("VIEWER").contains("ADMIN or OPERATOR");
  }

  /** Methods that change something, by the roles that may call them without being bound. */
  @ParameterizedTest
  @EnumSource(Role.class)
  void changesNeedTheirRole(Role role) {
    Channel caller = server.as(server.token("some", role, ""));
    Set<String> allowed = own().stream().filter(method -> !isDenied(caller, method))
        .map(MethodDescriptor::getBareMethodName).map(Objects::requireNonNull)
        .collect(Collectors.toCollection(TreeSet::new));
    switch (role) {
      case ADMIN -> assertThat(allowed).hasSize(own().size());
      case BRIDGE -> assertThat(allowed).containsExactly("AuthorizeLeg", "GetServiceNumber", "ListRateDecks",
          "ListRates", "ListServiceNumbers", "LookupRate", "RateCalls", "StreamLegs");
      case FINANCE -> assertThat(allowed).containsAll(MONEY).contains("ImportRateDeck", "RerateCalls")
          .doesNotContain("Backup", "CreateToken", "StreamLegs");
      case VIEWER -> assertThat(allowed).allMatch(name -> name.matches("(Get|List|Lookup|Export|Authorize).*"))
          .contains("GetBalance", "ExportUsageReport").doesNotContain("ListTokens");
      case OPERATOR -> assertThat(allowed).contains("Backup", "GetBalance").doesNotContainAnyElementsOf(MONEY)
          .contains("ListLegs", "EndLeg", "GetStatus").doesNotContain("ListCallRecords", "CreateToken");
      case METRICS -> assertThat(allowed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ADMIN", "FINANCE"})
  void aTenantNeitherChangesWhatAllShareNorMakesMoney(Role role) {
    Channel tenant = server.as(server.token("tenant", role, "", "acme"));
    assertThat(own()).filteredOn(method -> WHOLE_SERVER.contains(method.getBareMethodName()))
        .hasSameSizeAs(WHOLE_SERVER).allMatch(method -> isDenied(tenant, method));
    assertThat(own()).filteredOn(method -> MONEY.contains(method.getBareMethodName()))
        .hasSameSizeAs(MONEY).allMatch(method -> isDenied(tenant, method));
  }

  private boolean isDenied(Channel caller, MethodDescriptor<?, ?> method) {
    var result = RawCall.call(caller, method, request(method, "acme"));
    return result.code() == Status.Code.PERMISSION_DENIED
        && Set.of("PERMISSION_DENIED ROLE_NOT_ALLOWED", "PERMISSION_DENIED BOUND_TO_ORGANIZATIONS")
            .contains(reason(result));
  }

  private static String reason(RawCall.Result result) {
    return Refusals.words(result.error());
  }

  private static Descriptor input(MethodDescriptor<?, ?> method) {
    var supplier = (ProtoMethodDescriptorSupplier) Objects.requireNonNull(method.getSchemaDescriptor());
    return supplier.getMethodDescriptor().getInputType();
  }

  /** A request in which every organization_id is this one, except in streams of legs. */
  private static byte[] request(MethodDescriptor<?, ?> method, String organizationId) {
    return filled(input(method), organizationId, 0).toByteArray();
  }

  private static DynamicMessage filled(Descriptor type, String organizationId, int depth) {
    var message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (field.getName().equals("organization_id")) {
        message.setField(field, organizationId);
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth < 3 && leads(field)) {
        DynamicMessage inside = filled(field.getMessageType(), organizationId, depth + 1);
        if (field.isRepeated()) {
          message.addRepeatedField(field, inside);
        } else {
          message.setField(field, inside);
        }
      }
    }
    return message.build();
  }

  private static boolean leads(FieldDescriptor field) {
    return leads(field.getMessageType(), 0);
  }

  private static boolean leads(Descriptor type, int depth) {
    return type.getFields().stream().anyMatch(field -> field.getName().equals("organization_id")
        || (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth < 3
            && leads(field.getMessageType(), depth + 1)));
  }
}
