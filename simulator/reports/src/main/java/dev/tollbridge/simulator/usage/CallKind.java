package dev.tollbridge.simulator.usage;

import java.util.Locale;
import java.util.regex.Pattern;

/** The kinds of rows that a Call Type stands for. */
enum CallKind {
  DIAL_IN, DIAL_OUT,
  /** A call of another product: a user's own, a voice application's, one by a carrier of the organization. */
  OTHER;

  private static final Pattern CONFERENCE = Pattern.compile("conf(?:erence|erencing)?(in|out)(?:bound)?");
  private static final Pattern PRODUCTS = Pattern
      .compile("(?:user|ucap|dr|directrouting|byot|oc|operatorconnect|tpm|teamsphone|voice|emergency).*");
  /** Names of products are made like this. */
  private static final Pattern NAME = Pattern.compile("(?!conf)[a-z]+(?:_[a-z]+)+");

  /** The kind; {@link IllegalArgumentException} if the text is no call type. */
  static CallKind of(String callType) {
    if (callType.isEmpty()) {
      throw new IllegalArgumentException("Call Type is empty");
    }
    if (callType.equals("conf_in") || callType.equals("conf_out")) {
      return callType.equals("conf_in") ? DIAL_IN : DIAL_OUT;
    }
    String lower = callType.toLowerCase(Locale.ROOT);
    var conference = CONFERENCE.matcher(lower.replaceAll("[^a-z]", ""));
    if (conference.matches()) {
      return conference.group(1).equals("in") ? DIAL_IN : DIAL_OUT;
    }
    if (PRODUCTS.matcher(lower.replaceAll("[^a-z]", "")).matches() || NAME.matcher(lower).matches()) {
      return OTHER;
    }
    throw new IllegalArgumentException("Call Type " + callType + " is not a conferencing call: conf_in or conf_out");
  }
}
