package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RejectionReason;
import dev.tollbridge.v1.Rejection;

/** Encodes rejected leg events, with messages for people. */
final class Rejections {
  private Rejections() {}

  static Rejection invalid(long sequence, long legNumber, String message) {
    return Rejection.newBuilder().setSequence(sequence).setLegNumber(legNumber)
        .setReason(dev.tollbridge.v1.RejectionReason.REJECTION_REASON_INVALID_FIELD).setMessage(message).build();
  }

  static Rejection encode(Outcome.EventRejection rejection) {
    return Rejection.newBuilder().setSequence(rejection.sequence()).setLegNumber(rejection.legNumber())
        .setReason(reason(rejection.reason())).setMessage(message(rejection.reason())).build();
  }

  static dev.tollbridge.v1.RejectionReason reason(RejectionReason reason) {
    return switch (reason) {
      case UNKNOWN_ORGANIZATION -> dev.tollbridge.v1.RejectionReason.REJECTION_REASON_UNKNOWN_ORGANIZATION;
      case DUPLICATE_LEG, LEG_NUMBER_USED -> dev.tollbridge.v1.RejectionReason.REJECTION_REASON_DUPLICATE_LEG;
      case UNKNOWN_LEG -> dev.tollbridge.v1.RejectionReason.REJECTION_REASON_UNKNOWN_LEG;
      case TOO_OLD -> dev.tollbridge.v1.RejectionReason.REJECTION_REASON_TOO_OLD;
      case TOO_MANY_LEGS -> dev.tollbridge.v1.RejectionReason.REJECTION_REASON_TOO_MANY_LEGS;
    };
  }

  private static String message(RejectionReason reason) {
    return switch (reason) {
      case UNKNOWN_ORGANIZATION -> "answered.organization_id: there is no such organization; create it first";
      case DUPLICATE_LEG -> "leg_number: such a leg is active already";
      case LEG_NUMBER_USED ->
        "leg_number: used before in this session, by a leg that is closed; give every leg a number of its own";
      case UNKNOWN_LEG -> "leg_number: no such leg is active in this session, and there is no record of one";
      case TOO_OLD -> "answered.answer_time: more than 45 days ago";
      case TOO_MANY_LEGS -> "the session has as many active legs as it may have; open another bridge session";
    };
  }
}
