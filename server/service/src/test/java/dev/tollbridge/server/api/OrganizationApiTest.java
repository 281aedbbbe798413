package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.AssignLicenceRequest;
import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.CreditState;
import dev.tollbridge.v1.DialOutPolicy;
import dev.tollbridge.v1.GetOrganizationRequest;
import dev.tollbridge.v1.Licence;
import dev.tollbridge.v1.LicenceKind;
import dev.tollbridge.v1.ListLicencesRequest;
import dev.tollbridge.v1.ListOrganizationsRequest;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.RemoveLicenceRequest;
import dev.tollbridge.v1.UpdateOrganizationRequest;
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
class OrganizationApiTest {
  private static final Organization ACME = TestServer.organization("acme");

  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.create(ACME);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> organizationsThatAreNotCreated() {
    return new Refusals()
        .invalid("nothing at all",
            "request_id organization.organization_id organization.display_name organization.country_code "
                + "organization.currency_code",
            () -> create("", each -> each.clear()))
        .invalid("long request id", "request_id", () -> create("x".repeat(65), each -> each))
        .invalid("capitals in the id", "organization.organization_id",
            () -> create(each -> each.setOrganizationId("Ab")))
        .invalid("long id", "organization.organization_id",
            () -> create(each -> each.setOrganizationId("a".repeat(65))))
        .invalid("blank name", "organization.display_name", () -> create(each -> each.setDisplayName(" ")))
        .invalid("long name", "organization.display_name", () -> create(each -> each.setDisplayName("x".repeat(201))))
        .invalid("control characters", "organization.display_name", () -> create(each -> each.setDisplayName("a\nb")))
        .invalid("unknown country", "organization.country_code", () -> create(each -> each.setCountryCode("ZZ")))
        .invalid("unknown currency", "organization.currency_code", () -> create(each -> each.setCurrencyCode("usd")))
        .invalid("six thresholds", "organization.low_balance_thresholds_micros",
            () -> create(each -> each.addAllLowBalanceThresholdsMicros(List.of(1L, 2L, 3L, 4L, 5L, 6L))))
        .invalid("negative threshold", "organization.low_balance_thresholds_micros",
            () -> create(each -> each.addLowBalanceThresholdsMicros(-1)))
        .row("exists", "ALREADY_EXISTS ORGANIZATION_EXISTS", () -> create(each -> each.setOrganizationId("acme")))
        .tests();
  }

  private static Organization create(UnaryOperator<Organization.Builder> change) {
    return create(TestServer.newId(), change);
  }

  private static Organization create(String requestId, UnaryOperator<Organization.Builder> change) {
    var organization = change.apply(TestServer.organization("never").toBuilder());
    return server.organizations().createOrganization(CreateOrganizationRequest.newBuilder().setRequestId(requestId)
        .setOrganization(organization).build()).getOrganization();
  }

  @Test
  void takesTheLongestValuesThereMayBe() {
    Organization wanted = TestServer.organization("a".repeat(64)).toBuilder().setDisplayName("\u00e9".repeat(200))
        .addAllLowBalanceThresholdsMicros(List.of(0L, 1L, 2L, 3L, Long.MAX_VALUE)).build();

    Organization created = create("r".repeat(64), _ -> wanted.toBuilder());

    assertThat(created.toBuilder().clearCreateTime().clearState().clearCreditState().build()).isEqualTo(wanted);
    assertThat(created.getCreditState()).isEqualTo(CreditState.CREDIT_STATE_EXHAUSTED);
    assertThat(get(wanted.getOrganizationId())).isEqualTo(created);
  }

  @Test
  void aRepeatReturnsTheFirstAnswerAndAReusedIdIsRefused() {
    Organization first = create("once", each -> each.setOrganizationId("once"));
    update(first.toBuilder().setDisplayName("Another").build(), "display_name");

    assertThat(create("once", each -> each.setOrganizationId("once"))).isEqualTo(first);
    assertThat(Refusals.of(() -> create("once", each -> each.setOrganizationId("once").setDisplayName("Other"))))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS request_id");
  }

  private static Organization get(String id) {
    return server.organizations().getOrganization(GetOrganizationRequest.newBuilder().setOrganizationId(id).build())
        .getOrganization();
  }

  private static Organization update(Organization changed, String... paths) {
    return server.organizations().updateOrganization(UpdateOrganizationRequest.newBuilder().setOrganization(changed)
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths))).build()).getOrganization();
  }

  @TestFactory
  Stream<DynamicTest> organizationsThatAreNotFoundOrChanged() {
    Organization unknown = TestServer.organization("nobody");
    Organization broken = ACME.toBuilder().setDisplayName("").addLowBalanceThresholdsMicros(-1).build();
    return new Refusals()
        .invalid("get without an id", "organization_id", () -> get(""))
        .row("get an unknown one", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> get("nobody"))
        .invalid("update nothing", "update_mask", () -> update(ACME))
        .invalid("update what is fixed", "update_mask", () -> update(ACME, "display_name", "currency_code"))
        .invalid("update without an id", "organization.organization_id",
            () -> update(Organization.newBuilder().setDisplayName("x").build(), "display_name"))
        .invalid("update with bad values",
            "organization.display_name organization.low_balance_thresholds_micros",
            () -> update(broken, "display_name", "low_balance_thresholds_micros"))
        .row("update an unknown one", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> update(unknown, "credits_set_up"))
        .tests();
  }

  @Test
  void anUpdateChangesTheNamedFieldsOnly() {
    Organization before = create(each -> each.setOrganizationId("mask").addLowBalanceThresholdsMicros(7));
    Organization wanted = Organization.newBuilder().setOrganizationId("mask").setDisplayName("New").build();

    assertThat(before.getCreditState()).isEqualTo(CreditState.CREDIT_STATE_EXHAUSTED);
    assertThat(update(wanted, "display_name")).isEqualTo(before.toBuilder().setDisplayName("New").build());
    assertThat(update(wanted, "credits_set_up", "all_organizers_licensed", "low_balance_thresholds_micros"))
        .isEqualTo(before.toBuilder().setDisplayName("New").clearCreditsSetUp().clearAllOrganizersLicensed()
            .clearLowBalanceThresholdsMicros().setCreditState(CreditState.CREDIT_STATE_OK).build());
    assertThat(get("mask").getDisplayName()).isEqualTo("New");
  }

  @Test
  void listsEveryOrganizationOncePageByPage() {
    for (int i = 0; i < 5; i++) {
      int number = i;
      var _ = create(each -> each.setOrganizationId("page-" + number));
    }
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      var page = server.organizations().listOrganizations(ListOrganizationsRequest.newBuilder().setPageSize(2)
          .setPageToken(token).build());
      assertThat(page.getOrganizationsCount()).isBetween(1, 2);
      page.getOrganizationsList().forEach(each -> seen.add(each.getOrganizationId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(seen).isSorted().doesNotHaveDuplicates().contains("acme", "page-0", "page-4");
  }

  @TestFactory
  Stream<DynamicTest> listsThatAreRefused() {
    return new Refusals()
        .invalid("organizations, page size", "page_size",
            () -> server.organizations()
                .listOrganizations(ListOrganizationsRequest.newBuilder().setPageSize(-1).build()))
        .invalid("organizations, page token", "page_token",
            () -> server.organizations()
                .listOrganizations(ListOrganizationsRequest.newBuilder().setPageToken("x").build()))
        .invalid("licences, page size and token", "page_size page_token",
            () -> licences(ListLicencesRequest.newBuilder().setOrganizationId("acme").setPageSize(-1)
                .setPageToken(PageToken.ORGANIZATIONS.after("acme"))))
        .invalid("licences of nobody", "organization_id", () -> licences(ListLicencesRequest.newBuilder()))
        .row("licences of an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> licences(ListLicencesRequest.newBuilder().setOrganizationId("nobody")))
        .tests();
  }

  private static List<Licence> licences(ListLicencesRequest.Builder request) {
    return server.organizations().listLicences(request.build()).getLicencesList();
  }

  @Test
  void aPageHasAtMostAThousand() {
    assertThat(server.organizations().listOrganizations(ListOrganizationsRequest.newBuilder()
        .setPageSize(Integer.MAX_VALUE).build()).getOrganizationsCount()).isPositive();
  }

  @TestFactory
  Stream<DynamicTest> licencesThatAreRefused() {
    return new Refusals()
        .invalid("nothing", "organization_id licence.organizer_id licence.kind",
            () -> assign("", Licence.getDefaultInstance()))
        .invalid("no organizer", "licence.organizer_id", () -> assign("acme", licence(" ", 1)))
        .invalid("unknown policy", "licence.dial_out_policy", () -> assign("acme", licence("olga", 99)))
        .row("unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> assign("nobody", licence("olga", 1)))
        .invalid("remove nothing", "organization_id organizer_id", () -> remove("", ""))
        .row("remove in an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> remove("nobody", "olga"))
        .row("remove one that is not there", "OK", () -> remove("acme", "nobody"))
        .tests();
  }

  private static Licence licence(String organizer, int policy) {
    return Licence.newBuilder().setOrganizerId(organizer).setKind(LicenceKind.LICENCE_KIND_PAY_PER_MINUTE)
        .setDialOutPolicyValue(policy).build();
  }

  private static Licence assign(String organization, Licence licence) {
    return server.organizations().assignLicence(AssignLicenceRequest.newBuilder().setOrganizationId(organization)
        .setLicence(licence).build()).getLicence();
  }

  private static Object remove(String organization, String organizer) {
    return server.organizations().removeLicence(RemoveLicenceRequest.newBuilder().setOrganizationId(organization)
        .setOrganizerId(organizer).build());
  }

  @Test
  void licencesAreListedAsAssigned() {
    server.create(TestServer.organization("licensed"));
    for (DialOutPolicy policy : List.of(DialOutPolicy.DIAL_OUT_POLICY_ANY, DialOutPolicy.DIAL_OUT_POLICY_SAME_COUNTRY,
        DialOutPolicy.DIAL_OUT_POLICY_ZONE_A, DialOutPolicy.DIAL_OUT_POLICY_NONE)) {
      Licence wanted = licence("organizer-" + policy.getNumber(), policy.getNumber());
      assertThat(assign("licensed", wanted)).isEqualTo(wanted);
    }
    assertThat(assign("licensed", licence("organizer-9", 0)).getDialOutPolicy())
        .isEqualTo(DialOutPolicy.DIAL_OUT_POLICY_ANY);
    var _ = remove("licensed", "organizer-2");

    var first = server.organizations().listLicences(ListLicencesRequest.newBuilder().setOrganizationId("licensed")
        .setPageSize(3).build());

    assertThat(first.getLicencesList()).containsExactly(licence("organizer-1", 1), licence("organizer-3", 3),
        licence("organizer-4", 4));
    assertThat(licences(ListLicencesRequest.newBuilder().setOrganizationId("licensed").setPageSize(3)
        .setPageToken(first.getNextPageToken()))).containsExactly(licence("organizer-9", 1));
  }
}
