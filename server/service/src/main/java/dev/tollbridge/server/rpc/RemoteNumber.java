package dev.tollbridge.server.rpc;

/**
 * A caller or a dialled number, as it is recorded and rated.
 *
 * @param text '+' and E.164 digits, an emergency number as it is dialled within its country, or the text as given
 * @param digits E.164 digits without '+'; empty when there are none
 * @param country ISO 3166 alpha-2; empty when unknown
 * @param emergency it is a dialled emergency number
 */
public record RemoteNumber(String text, String digits, String country, boolean emergency) {
  static RemoteNumber emergency(String number) {
    return new RemoteNumber(number, "", "", true);
  }

  static RemoteNumber text(String text, String country) {
    return new RemoteNumber(text, "", country, false);
  }
}
