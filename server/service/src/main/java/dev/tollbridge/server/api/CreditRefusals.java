package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.OrganizationView;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.money.CurrencyFormat;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.rpc.Violations;
import dev.tollbridge.server.shard.Shard;
import java.util.Map;
import java.util.Objects;

/**
 * Refusals of an amount, with the figures that decided in the organization's currency.
 *
 * @param field path of the field that holds the amount
 */
record CreditRefusals(Shard shard, String organizationId, String field, long amountMicros) {
  /** The outcome, cast to its command's type; throws the error that its refusal results in. */
  <T extends Outcome> T require(Outcome outcome, Class<T> type) {
    if (outcome instanceof Outcome.Refused(Refusal refusal)) {
      if (refusal == Refusal.BELOW_MINIMUM_PURCHASE) {
        throw Violations.of(field, shard.read(this::belowMinimum));
      }
      if (refusal == Refusal.INSUFFICIENT_CREDIT) {
        throw ApiErrors.failedPrecondition(refusal.name(), shard.read(this::notCovered), Map.of());
      }
    }
    return Statuses.require(outcome, type);
  }

  private String belowMinimum(RatingEngine engine) {
    return "is " + shown(engine, amountMicros) + "; the minimum is "
        + shown(engine, engine.minimumPurchaseMicros());
  }

  private String notCovered(RatingEngine engine) {
    return "the reduction of " + shown(engine, -amountMicros) + " is more than the balance of "
        + shown(engine, organization(engine).balanceMicros());
  }

  private String shown(RatingEngine engine, long micros) {
    String currency = organization(engine).profile().currency();
    return CurrencyFormat.of(currency).exact(micros) + " " + currency;
  }

  /** It was there when the amount was refused, and none is ever deleted. */
  private OrganizationView organization(RatingEngine engine) {
    return Objects.requireNonNull(engine.organization(organizationId));
  }
}
