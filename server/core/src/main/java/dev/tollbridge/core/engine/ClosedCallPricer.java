package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Rate;
import org.jspecify.annotations.Nullable;

/** Prices closed calls again, by the function that priced them first and the current tariff for their start time. */
final class ClosedCallPricer {
  private final Admission admission;

  ClosedCallPricer(Admission admission) {
    this.admission = admission;
  }

  NewPrice price(Organization organization, ClosedCall closed) {
    Call call = closed.asCall();
    Admission.Verdict verdict = admission.price(organization.profile().currency(), call, closed.startMicros());
    ReratingSkip skip = skip(closed, call, verdict);
    Rate rate = verdict.rate();
    return skip != null || rate == null
        ? new NewPrice.Skipped(skip == null ? ReratingSkip.NO_RATE : skip)
        : new NewPrice.Priced(rate.price(closed.durationSeconds()).atLeast(closed.refundedMicros()),
            rate.destination());
  }

  /** Notes that a closed call has been rated again, with the deck that prices it now. */
  void rated(ClosedCall closed, Organization organization) {
    String currency = organization.profile().currency();
    Admission.Verdict verdict = admission.price(currency, closed.asCall(), closed.startMicros());
    admission.rated(verdict.callType(), verdict.rate(), currency, closed.startMicros());
  }

  private static @Nullable ReratingSkip skip(ClosedCall closed, Call call, Admission.Verdict verdict) {
    if (closed.denied()) {
      return ReratingSkip.DENIED;
    }
    if (call.emergency()) {
      return ReratingSkip.EMERGENCY;
    }
    if (verdict.denial() == DenialReason.UNKNOWN_SERVICE_NUMBER) {
      return ReratingSkip.UNKNOWN_SERVICE_NUMBER;
    }
    if (verdict.callType() != closed.callType() && !closed.typeUnknown()) {
      return ReratingSkip.SERVICE_NUMBER_CHANGED;
    }
    return verdict.denial() == DenialReason.REJECTED_BY_RATE ? ReratingSkip.REJECTED_BY_RATE : null;
  }
}
