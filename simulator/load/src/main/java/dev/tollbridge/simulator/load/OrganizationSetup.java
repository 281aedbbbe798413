package dev.tollbridge.simulator.load;

import com.google.protobuf.FieldMask;
import dev.tollbridge.v1.AdjustCreditsRequest;
import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.GetOrganizationRequest;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.UpdateOrganizationRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ensures that an organization exists, is licensed and has ample credit. Idempotent. */
final class OrganizationSetup {
  private static final long AMPLE_MICROS = 1_000_000_000_000_000L;
  private static final long TIMEOUT_SECONDS = 20;

  private final Channel channel;
  private final String requestPrefix;

  OrganizationSetup(Channel channel, String requestPrefix) {
    this.channel = channel;
    this.requestPrefix = requestPrefix;
  }

  /** Sets it up with ample credit; returns whether none of its legs is active. */
  boolean setUp(String organizationId) {
    license(organizationId);
    GetBalanceResponse balance = balance(organizationId);
    if (balance.getBalanceMicros() < AMPLE_MICROS / 2) {
      credits().purchaseCredits(PurchaseCreditsRequest.newBuilder().setRequestId(requestPrefix + organizationId)
          .setOrganizationId(organizationId).setAmountMicros(AMPLE_MICROS).build());
    }
    return balance.getActiveLegCount() == 0;
  }

  /** Sets it up with this much credit and no more; returns whether none of its legs is active. */
  boolean setUpBroke(String organizationId, long creditMicros) {
    license(organizationId);
    GetBalanceResponse balance = balance(organizationId);
    if (balance.getBalanceMicros() != creditMicros) {
      credits().adjustCredits(AdjustCreditsRequest.newBuilder().setRequestId(requestPrefix + organizationId)
          .setOrganizationId(organizationId).setAmountMicros(creditMicros - balance.getBalanceMicros())
          .setReason("to run out of credit").build());
    }
    return balance.getActiveLegCount() == 0;
  }

  private void license(String organizationId) {
    Organization wanted = Organization.newBuilder().setOrganizationId(organizationId)
        .setDisplayName("Simulated " + organizationId).setCountryCode("US").setCurrencyCode("USD")
        .setCreditsSetUp(true).setAllOrganizersLicensed(true).build();
    Organization present = find(organizationId);
    if (present == null) {
      organizations().createOrganization(CreateOrganizationRequest.newBuilder()
          .setRequestId("create-" + organizationId).setOrganization(wanted).build());
    } else if (!present.getCreditsSetUp() || !present.getAllOrganizersLicensed()) {
      organizations().updateOrganization(UpdateOrganizationRequest.newBuilder().setOrganization(wanted)
          .setUpdateMask(FieldMask.newBuilder().addPaths("credits_set_up").addPaths("all_organizers_licensed"))
          .build());
    }
  }

  private @Nullable Organization find(String organizationId) {
    try {
      return organizations().getOrganization(
          GetOrganizationRequest.newBuilder().setOrganizationId(organizationId).build()).getOrganization();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  private GetBalanceResponse balance(String organizationId) {
    return credits().getBalance(GetBalanceRequest.newBuilder().setOrganizationId(organizationId).build());
  }

  private OrganizationServiceGrpc.OrganizationServiceBlockingStub organizations() {
    return OrganizationServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private CreditServiceGrpc.CreditServiceBlockingStub credits() {
    return CreditServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
