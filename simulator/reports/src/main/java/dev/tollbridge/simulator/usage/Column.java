package dev.tollbridge.simulator.usage;

import java.util.Arrays;
import java.util.Locale;

/** A column of the usage report, in the report's order. */
public enum Column {
  USAGE_ID("UsageId", "id"), CALL_ID("Call ID"), CONFERENCE_ID("Conference ID"), USER_LOCATION("User Location",
      "userCountryCode"),
  OBJECT_ID("AAD ObjectId", "userId", "objectId"), UPN("UPN",
      "userPrincipalName"),
  USER_DISPLAY_NAME("User Display Name", "displayName"), CALLER_ID("Caller ID",
      "callerNumber"),
  CALL_TYPE("Call Type"), NUMBER_TYPE("Number Type",
      "inventoryType"),
  DOMESTIC_INTERNATIONAL("Domestic/International",
      "destinationContext"),
  DESTINATION_DIALED("Destination Dialed",
      "destinationName"),
  DESTINATION_NUMBER("Destination Number", "calleeNumber"), START_TIME(
      "Start Time", "startDateTime"),
  END_TIME("End Time", "endDateTime"), DURATION_SECONDS(
      "Duration Seconds",
      "duration"),
  CONNECTION_FEE("Connection Fee", "connectionCharge"), CHARGE(
      "Charge"),
  CURRENCY("Currency"), CAPABILITY("Capability", "licenseCapability");

  private final String header;
  /** Accepted titles, in letters and digits. */
  private final String names;

  Column(String header, String... aliases) {
    this.header = header;
    this.names = bare(header) + " " + String.join(" ", aliases);
  }

  /** The title in the report's first row. */
  public String header() {
    return header;
  }

  /** The name in JSON lines, such as {@code startTime}. */
  public String jsonName() {
    StringBuilder name = new StringBuilder();
    for (String word : header.split("[ /]", -1)) {
      name.append(name.isEmpty()
          ? word.equals("UPN") || word.equals("AAD")
              ? word.toLowerCase(Locale.ROOT)
              : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1)
          : word.equals("ID") ? "Id" : word);
    }
    return name.toString();
  }

  /** Whether a title, in any case and with any punctuation, with or without a unit in brackets, is of this column. */
  boolean isNamed(String title) {
    String bare = bare(title.replaceAll("\\([^)]*\\)", ""));
    return !bare.isEmpty() && Arrays.stream(names.split(" ", -1)).anyMatch(bare::equalsIgnoreCase);
  }

  private static String bare(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
