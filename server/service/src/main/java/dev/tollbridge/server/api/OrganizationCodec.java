package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.DialOutPolicy;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.Licence;
import dev.tollbridge.core.engine.Lifecycle;
import dev.tollbridge.core.engine.OrganizationSummary;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.CreditState;
import dev.tollbridge.v1.LicenceKind;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationState;
import dev.tollbridge.v1.Settlement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts organizations and licences between the API's form and the engine's. */
final class OrganizationCodec {
  private static final int MAX_NAME_LENGTH = 200;
  private static final int MAX_THRESHOLDS = 5;
  private static final long REOPEN_MICROS = Level.of(Level.HIGHEST).memory().reopenMicros();

  private OrganizationCodec() {}

  static Organization encode(OrganizationSummary organization) {
    var encoded = encode(organization.profile()).setState(encode(organization.lifecycle().state()))
        .setCreditState(credit(organization.standing()));
    Lifecycle lifecycle = organization.lifecycle();
    if (!lifecycle.active()) {
      encoded.setCloseRequestTime(Times.timestamp(lifecycle.requestMicros()));
    }
    if (lifecycle.state() == Lifecycle.State.CLOSED) {
      encoded.setCloseTime(Times.timestamp(lifecycle.closedMicros()))
          .setReopenUntil(Times.timestamp(lifecycle.closedMicros() + REOPEN_MICROS));
    }
    return encoded.build();
  }

  private static OrganizationState encode(Lifecycle.State state) {
    return switch (state) {
      case ACTIVE -> OrganizationState.ORGANIZATION_STATE_ACTIVE;
      case CLOSING -> OrganizationState.ORGANIZATION_STATE_CLOSING;
      case CLOSED -> OrganizationState.ORGANIZATION_STATE_CLOSED;
    };
  }

  /** The state that a list is asked for; null: any. */
  static Lifecycle.@Nullable State decode(OrganizationState state, RequestChecks checks) {
    return switch (state) {
      case ORGANIZATION_STATE_UNSPECIFIED -> null;
      case ORGANIZATION_STATE_ACTIVE -> Lifecycle.State.ACTIVE;
      case ORGANIZATION_STATE_CLOSING -> Lifecycle.State.CLOSING;
      case ORGANIZATION_STATE_CLOSED -> Lifecycle.State.CLOSED;
      case UNRECOGNIZED -> {
        checks.require(false, "state", "is not a state of this version");
        yield null;
      }
    };
  }

  static Lifecycle.Settlement decode(Settlement settlement, RequestChecks checks) {
    checks.require(settlement == Settlement.SETTLEMENT_PAY_OUT || settlement == Settlement.SETTLEMENT_FORFEIT,
        "settlement", "must be SETTLEMENT_PAY_OUT or SETTLEMENT_FORFEIT");
    return settlement == Settlement.SETTLEMENT_FORFEIT ? Lifecycle.Settlement.FORFEIT : Lifecycle.Settlement.PAY_OUT;
  }

  private static CreditState credit(@Nullable CreditEvent standing) {
    return switch (standing) {
      case null -> CreditState.CREDIT_STATE_OK;
      case EXHAUSTED -> CreditState.CREDIT_STATE_EXHAUSTED;
      case LOW_BALANCE -> CreditState.CREDIT_STATE_LOW_BALANCE;
      case RECHARGE_REQUESTED, RECHARGE_SUCCEEDED, RECHARGE_FAILED ->
        throw new IllegalStateException("it does not last: " + standing);
    };
  }

  private static Organization.Builder encode(Profile profile) {
    return Organization.newBuilder().setOrganizationId(profile.organizationId()).setDisplayName(profile.displayName())
        .setCountryCode(profile.country()).setCurrencyCode(profile.currency()).setCreditsSetUp(profile.creditsSetUp())
        .addAllLowBalanceThresholdsMicros(profile.lowBalanceThresholdsMicros())
        .setAllOrganizersLicensed(profile.allOrganizersLicensed())
        .setCreateTime(Times.timestamp(profile.createMicros()));
  }

  static Profile decode(Organization organization, RequestChecks checks) {
    checks.id("organization.organization_id", organization.getOrganizationId());
    name(organization, checks);
    checks.country("organization.country_code", organization.getCountryCode());
    checks.currency("organization.currency_code", organization.getCurrencyCode());
    return new Profile(organization.getOrganizationId(), organization.getDisplayName(), organization.getCountryCode(),
        organization.getCurrencyCode(), organization.getCreditsSetUp(), thresholds(organization, checks),
        organization.getAllOrganizersLicensed(), 0);
  }

  static String name(Organization organization, RequestChecks checks) {
    return checks.requiredText("organization.display_name", organization.getDisplayName(), MAX_NAME_LENGTH);
  }

  static List<Long> thresholds(Organization organization, RequestChecks checks) {
    List<Long> thresholds = organization.getLowBalanceThresholdsMicrosList();
    String field = "organization.low_balance_thresholds_micros";
    checks.require(thresholds.size() <= MAX_THRESHOLDS, field, "must be at most " + MAX_THRESHOLDS);
    checks.require(thresholds.stream().allMatch(threshold -> threshold >= 0), field, "must not be below zero");
    return thresholds;
  }

  static dev.tollbridge.v1.Licence encode(Licence licence) {
    return dev.tollbridge.v1.Licence.newBuilder().setOrganizerId(licence.organizerId())
        .setKind(LicenceKind.LICENCE_KIND_PAY_PER_MINUTE).setDialOutPolicy(encode(licence.policy())).build();
  }

  static Licence decode(dev.tollbridge.v1.Licence licence, RequestChecks checks) {
    String organizerId = checks.replaceableId("licence.organizer_id", licence.getOrganizerId());
    checks.require(licence.getKind() == LicenceKind.LICENCE_KIND_PAY_PER_MINUTE, "licence.kind",
        "must be LICENCE_KIND_PAY_PER_MINUTE");
    return new Licence(organizerId, decode(licence.getDialOutPolicy(), checks));
  }

  private static dev.tollbridge.v1.DialOutPolicy encode(DialOutPolicy policy) {
    return switch (policy) {
      case ANY -> dev.tollbridge.v1.DialOutPolicy.DIAL_OUT_POLICY_ANY;
      case SAME_COUNTRY -> dev.tollbridge.v1.DialOutPolicy.DIAL_OUT_POLICY_SAME_COUNTRY;
      case ZONE_A -> dev.tollbridge.v1.DialOutPolicy.DIAL_OUT_POLICY_ZONE_A;
      case NONE -> dev.tollbridge.v1.DialOutPolicy.DIAL_OUT_POLICY_NONE;
    };
  }

  private static DialOutPolicy decode(dev.tollbridge.v1.DialOutPolicy policy, RequestChecks checks) {
    return switch (policy) {
      case DIAL_OUT_POLICY_UNSPECIFIED, DIAL_OUT_POLICY_ANY -> DialOutPolicy.ANY;
      case DIAL_OUT_POLICY_SAME_COUNTRY -> DialOutPolicy.SAME_COUNTRY;
      case DIAL_OUT_POLICY_ZONE_A -> DialOutPolicy.ZONE_A;
      case DIAL_OUT_POLICY_NONE -> DialOutPolicy.NONE;
      case UNRECOGNIZED -> {
        checks.require(false, "licence.dial_out_policy", "is not a policy of this version");
        yield DialOutPolicy.NONE;
      }
    };
  }
}
