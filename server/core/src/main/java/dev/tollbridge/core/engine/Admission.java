package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.RatedNumber;
import dev.tollbridge.core.tariff.ServiceNumber;
import org.jspecify.annotations.Nullable;

/** Decides whether a call is allowed and at which rate, for authorizing, charging, look-up and booking alike. */
final class Admission {
  private final Rules rules;
  private final TariffState tariffs;

  Admission(Rules rules, TariffState tariffs) {
    this.rules = rules;
    this.tariffs = tariffs;
  }

  /**
   * How a call is classified, rated and judged.
   *
   * @param rate null when none was found or needed
   * @param denial the first reason against it, other than credit; null when there is none
   */
  record Verdict(CallType callType, @Nullable Rate rate, @Nullable DenialReason denial) {
    /** The denial of a call that has been answered: one without a known price is free instead. */
    @Nullable
    DenialReason denialOnceAnswered() {
      return denial == DenialReason.UNKNOWN_SERVICE_NUMBER || denial == DenialReason.NO_RATE ? null : denial;
    }

    /** Why the call, once answered, is free at any length; null when a rate prices it. */
    @Nullable
    FreeReason unpriced() {
      if (denialOnceAnswered() != null) {
        return FreeReason.DENIED;
      }
      if (rate != null) {
        return rate.free() ? FreeReason.ZERO_RATE : null;
      }
      return switch (denial) {
        case UNKNOWN_SERVICE_NUMBER -> FreeReason.UNKNOWN_SERVICE_NUMBER;
        case NO_RATE -> FreeReason.NO_RATE;
        case null -> FreeReason.EMERGENCY;
        case UNKNOWN_ORGANIZATION, ORGANIZATION_CLOSED, CREDITS_NOT_SET_UP, NO_LICENCE, DIAL_OUT_POLICY,
            REJECTED_BY_RATE, NO_CREDIT, TOO_LONG, ADMINISTRATOR ->
          throw new IllegalStateException("denied once answered: " + denial);
      };
    }

    /** Who talks to whom. */
    CallRecord.Parties parties(Call call, String conferenceId) {
      return new CallRecord.Parties(conferenceId, call.organizationId(), call.organizerId(), callType,
          call.serviceNumber(), call.remoteNumber(), call.remoteCountry());
    }
  }

  /** Judges a call answered at {@code atMicros}. */
  Verdict judge(Organization organization, Call call, long atMicros) {
    Verdict priced = price(organization.profile().currency(), call, atMicros);
    if (call.emergency()) {
      return priced;
    }
    DenialReason denial = policyDenial(organization, call, atMicros);
    return denial == null || precedes(priced.denial(), denial)
        ? priced
        : new Verdict(priced.callType(), priced.rate(), denial);
  }

  /**
   * Judges a completed call: licence and policy had to be asked before it was made, but without Communications Credits
   * nobody is charged, live or after the fact.
   */
  Verdict judgeCompleted(Organization organization, Call call, long atMicros) {
    Verdict priced = price(organization.profile().currency(), call, atMicros);
    return call.emergency() || organization.profile().creditsSetUp()
        ? priced
        : new Verdict(priced.callType(), priced.rate(), DenialReason.CREDITS_NOT_SET_UP);
  }

  private static boolean precedes(@Nullable DenialReason first, DenialReason second) {
    return first != null && first.compareTo(second) < 0;
  }

  private @Nullable DenialReason policyDenial(Organization organization, Call call, long atMicros) {
    if (organization.lifecycle().denies(atMicros)) {
      return DenialReason.ORGANIZATION_CLOSED;
    }
    if (!organization.profile().creditsSetUp()) {
      return DenialReason.CREDITS_NOT_SET_UP;
    }
    Licence licence = organization.licence(call.organizerId());
    if (licence == null) {
      return DenialReason.NO_LICENCE;
    }
    boolean allowed = call.direction() == Direction.DIAL_IN
        || licence.policy().allows(organization.profile().country(), call.remoteCountry(),
            rules.level().zoneA());
    return allowed ? null : DenialReason.DIAL_OUT_POLICY;
  }

  /** Prices a call answered at {@code atMicros}, regardless of who makes it. */
  Verdict price(String currency, Call call, long atMicros) {
    if (call.direction() == Direction.DIAL_OUT) {
      if (call.emergency()) {
        return new Verdict(CallType.DIAL_OUT, null, null);
      }
      return priced(CallType.DIAL_OUT, currency, new RatedNumber(call.remoteDigits(), call.remoteCountry(), ""),
          atMicros);
    }
    ServiceNumber number = tariffs.serviceNumbers().get(digits(call.serviceNumber()));
    if (number == null) {
      return new Verdict(CallType.TOLL_DIAL_IN, null, DenialReason.UNKNOWN_SERVICE_NUMBER);
    }
    return number.tollFree()
        ? priced(CallType.TOLL_FREE_DIAL_IN, currency,
            new RatedNumber(number.digits(), number.country(), call.remoteCountry()), atMicros)
        : priced(CallType.TOLL_DIAL_IN, currency, new RatedNumber(number.digits(), number.country(), ""), atMicros);
  }

  /** Notes that a call which a rate, if there is one, charges or denies was rated with its deck. */
  void rated(CallType callType, @Nullable Rate rate, String currency, long atMicros) {
    if (rate != null) {
      tariffs.markUsed(callType, currency, atMicros);
    }
  }

  private static String digits(String serviceNumber) {
    return serviceNumber.startsWith("+") ? serviceNumber.substring(1) : serviceNumber;
  }

  private Verdict priced(CallType callType, String currency, RatedNumber number, long atMicros) {
    Rate rate = tariffs.tariff().find(callType, currency, number, atMicros);
    if (rate == null) {
      return new Verdict(callType, null, DenialReason.NO_RATE);
    }
    return new Verdict(callType, rate, rate.reject() ? DenialReason.REJECTED_BY_RATE : null);
  }
}
