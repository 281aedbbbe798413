package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Licence;
import dev.tollbridge.core.engine.Lifecycle;
import dev.tollbridge.core.engine.OrganizationSummary;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.AssignLicenceRequest;
import dev.tollbridge.v1.AssignLicenceResponse;
import dev.tollbridge.v1.CloseOrganizationRequest;
import dev.tollbridge.v1.CloseOrganizationResponse;
import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.CreateOrganizationResponse;
import dev.tollbridge.v1.GetOrganizationRequest;
import dev.tollbridge.v1.GetOrganizationResponse;
import dev.tollbridge.v1.ListLicencesRequest;
import dev.tollbridge.v1.ListLicencesResponse;
import dev.tollbridge.v1.ListOrganizationsRequest;
import dev.tollbridge.v1.ListOrganizationsResponse;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.OrganizationServiceGrpc.OrganizationServiceImplBase;
import dev.tollbridge.v1.RemoveLicenceRequest;
import dev.tollbridge.v1.RemoveLicenceResponse;
import dev.tollbridge.v1.ReopenOrganizationRequest;
import dev.tollbridge.v1.ReopenOrganizationResponse;
import dev.tollbridge.v1.UpdateOrganizationRequest;
import dev.tollbridge.v1.UpdateOrganizationResponse;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serves organizations and licences. */
final class OrganizationGrpc extends OrganizationServiceImplBase {
  private static final Set<String> CHANGEABLE = Set.of("display_name", "credits_set_up",
      "low_balance_thresholds_micros", "all_organizers_licensed");

  private final ShardRouter router;

  OrganizationGrpc(ShardRouter router) {
    this.router = router;
  }

  @Override
  public void createOrganization(CreateOrganizationRequest request, StreamObserver<CreateOrganizationResponse> caller) {
    Responses.later(caller, () -> {
      Profile profile = RequestChecks.checked(checks -> {
        checks.foreignId("request_id", request.getRequestId());
        return OrganizationCodec.decode(request.getOrganization(), checks);
      });
      var command = new Command.CreateOrganization(Fingerprints.request(request.getRequestId(), request), profile,
          !profile.creditsSetUp());
      Shard shard = router.of(profile.organizationId());
      return shard.submit(command, Authors.audited(OrganizationServiceGrpc.getCreateOrganizationMethod()))
          .thenApply(outcome -> CreateOrganizationResponse.newBuilder().setOrganization(stored(outcome)).build());
    });
  }

  @Override
  public void closeOrganization(CloseOrganizationRequest request, StreamObserver<CloseOrganizationResponse> caller) {
    Responses.later(caller, () -> {
      var command = RequestChecks.checked(checks -> new Command.CloseOrganization(
          Fingerprints.request(checks.foreignId("request_id", request.getRequestId()), request),
          checks.id("organization_id", request.getOrganizationId()),
          OrganizationCodec.decode(request.getSettlement(), checks), request.getEndLegs()));
      Shard shard = router.of(command.organizationId());
      return shard.submit(command, Authors.audited(OrganizationServiceGrpc.getCloseOrganizationMethod()))
          .thenApply(outcome -> {
            var entry = Statuses.require(outcome, Outcome.EntryMade.class).entry();
            var response = CloseOrganizationResponse.newBuilder()
                .setOrganization(organization(command.organizationId()));
            if (entry != null) {
              response.setEntry(LedgerEncoder.encode(entry, shard.number()));
            }
            return response.build();
          });
    });
  }

  @Override
  public void reopenOrganization(ReopenOrganizationRequest request,
      StreamObserver<ReopenOrganizationResponse> caller) {
    Responses.later(caller, () -> {
      var command = RequestChecks.checked(checks -> new Command.ReopenOrganization(
          Fingerprints.request(checks.foreignId("request_id", request.getRequestId()), request),
          checks.id("organization_id", request.getOrganizationId())));
      return router.of(command.organizationId())
          .submit(command, Authors.audited(OrganizationServiceGrpc.getReopenOrganizationMethod()))
          .thenApply(outcome -> {
            Statuses.require(outcome, Outcome.EntryMade.class);
            return ReopenOrganizationResponse.newBuilder().setOrganization(organization(command.organizationId()))
                .build();
          });
    });
  }

  /** The organization as it is now. */
  private Organization organization(String organizationId) {
    OrganizationSummary summary = router.of(organizationId).read(engine -> engine.summary(organizationId));
    if (summary == null) {
      throw Statuses.of(Refusal.NO_SUCH_ORGANIZATION);
    }
    return OrganizationCodec.encode(summary);
  }

  /** The organization as an outcome has it, with its state of now. */
  private Organization stored(Outcome outcome) {
    Profile profile = Statuses.require(outcome, Outcome.Stored.class).profile();
    OrganizationSummary now = Objects.requireNonNull(
        router.of(profile.organizationId()).read(engine -> engine.summary(profile.organizationId())));
    return OrganizationCodec.encode(new OrganizationSummary(profile, now.lifecycle(), now.standing()));
  }

  @Override
  public void getOrganization(GetOrganizationRequest request, StreamObserver<GetOrganizationResponse> caller) {
    Responses.now(caller, () -> GetOrganizationResponse.newBuilder()
        .setOrganization(
            organization(RequestChecks.checked(checks -> checks.id("organization_id", request.getOrganizationId()))))
        .build());
  }

  @Override
  public void listOrganizations(ListOrganizationsRequest request, StreamObserver<ListOrganizationsResponse> caller) {
    Responses.now(caller, () -> {
      PageRequest asked = RequestChecks.checked(
          checks -> PageRequest.of(PageToken.ORGANIZATIONS, request.getPageSize(), request.getPageToken(), checks));
      Lifecycle.State state = RequestChecks.checked(checks -> OrganizationCodec.decode(request.getState(), checks));
      List<OrganizationSummary> found = visible(Caller.current(), state, asked)
          .sorted(Comparator.comparing(organization -> organization.profile().organizationId())).limit(asked.limit())
          .toList();
      var page = asked.of(found, organization -> organization.profile().organizationId());
      return ListOrganizationsResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllOrganizations(page.items().stream().map(OrganizationCodec::encode).toList()).build();
    });
  }

  /** Those after the asked key that the caller may see. */
  private Stream<OrganizationSummary> visible(Caller caller, Lifecycle.@Nullable State state, PageRequest asked) {
    return caller.isBound()
        ? caller.organizations().stream().filter(id -> id.compareTo(asked.after()) > 0)
            .flatMap(id -> Stream.ofNullable(router.of(id).read(engine -> engine.summary(id))))
            .filter(organization -> state == null || organization.lifecycle().state() == state)
        : router.shards().stream().flatMap(shard -> summaries(shard, state, asked).stream());
  }

  private static List<OrganizationSummary> summaries(Shard shard, Lifecycle.@Nullable State state,
      PageRequest asked) {
    return shard.read(engine -> engine.summariesAfter(asked.after(), state, asked.limit()));
  }

  @Override
  public void updateOrganization(UpdateOrganizationRequest request, StreamObserver<UpdateOrganizationResponse> caller) {
    Responses.later(caller, () -> {
      Command.UpdateOrganization command = RequestChecks.checked(checks -> update(request, checks));
      if (command.creditsSetUp() != null) {
        // a tenant's calls would be denied, and cost nothing
        Caller.current().requireUnbound("credits_set_up");
      }
      return router.of(command.organizationId())
          .submit(command, Authors.audited(OrganizationServiceGrpc.getUpdateOrganizationMethod()))
          .thenApply(outcome -> UpdateOrganizationResponse.newBuilder().setOrganization(stored(outcome)).build());
    });
  }

  private static Command.UpdateOrganization update(UpdateOrganizationRequest request, RequestChecks checks) {
    var changed = request.getOrganization();
    Set<String> paths = new HashSet<>(request.getUpdateMask().getPathsList());
    checks.id("organization.organization_id", changed.getOrganizationId());
    checks.require(!paths.isEmpty(), "update_mask", "must name at least one field");
    checks.require(CHANGEABLE.containsAll(paths), "update_mask", "may name only " + String.join(", ", CHANGEABLE));
    return new Command.UpdateOrganization(changed.getOrganizationId(),
        paths.contains("display_name") ? OrganizationCodec.name(changed, checks) : null,
        paths.contains("credits_set_up") ? changed.getCreditsSetUp() : null,
        paths.contains("low_balance_thresholds_micros") ? OrganizationCodec.thresholds(changed, checks) : null,
        paths.contains("all_organizers_licensed") ? changed.getAllOrganizersLicensed() : null);
  }

  @Override
  public void assignLicence(AssignLicenceRequest request, StreamObserver<AssignLicenceResponse> caller) {
    Responses.later(caller, () -> {
      Licence licence = RequestChecks.checked(checks -> {
        checks.id("organization_id", request.getOrganizationId());
        return OrganizationCodec.decode(request.getLicence(), checks);
      });
      return router.of(request.getOrganizationId())
          .submit(new Command.AssignLicence(request.getOrganizationId(), licence),
              Authors.audited(OrganizationServiceGrpc.getAssignLicenceMethod()))
          .thenApply(outcome -> {
            Statuses.require(outcome, Outcome.Done.class);
            return AssignLicenceResponse.newBuilder().setLicence(OrganizationCodec.encode(licence)).build();
          });
    });
  }

  @Override
  public void removeLicence(RemoveLicenceRequest request, StreamObserver<RemoveLicenceResponse> caller) {
    Responses.later(caller, () -> {
      var command = RequestChecks.checked(checks -> new Command.RemoveLicence(
          checks.id("organization_id", request.getOrganizationId()),
          checks.replaceableId("organizer_id", request.getOrganizerId())));
      return router.of(command.organizationId())
          .submit(command, Authors.audited(OrganizationServiceGrpc.getRemoveLicenceMethod()))
          .thenApply(outcome -> {
            Statuses.require(outcome, Outcome.Done.class);
            return RemoveLicenceResponse.getDefaultInstance();
          });
    });
  }

  @Override
  public void listLicences(ListLicencesRequest request, StreamObserver<ListLicencesResponse> caller) {
    Responses.now(caller, () -> {
      PageRequest asked = RequestChecks.checked(
          checks -> PageRequest.of(PageToken.LICENCES, request.getPageSize(), request.getPageToken(), checks));
      String organizationId = RequestChecks.checked(
          checks -> checks.id("organization_id", request.getOrganizationId()));
      var _ = OrganizationRows.profile(router, organizationId);
      List<Licence> found = router.of(organizationId)
          .read(engine -> engine.licencesAfter(organizationId, asked.after(), asked.limit()));
      var page = asked.of(found, Licence::organizerId);
      return ListLicencesResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllLicences(page.items().stream().map(OrganizationCodec::encode).toList()).build();
    });
  }
}
