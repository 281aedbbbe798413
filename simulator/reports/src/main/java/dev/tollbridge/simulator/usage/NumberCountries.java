package dev.tollbridge.simulator.usage;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.tollbridge.simulator.sample.PhoneNumber;
import java.util.HashMap;
import java.util.Map;

/** Countries of numbers, by the world's numbering plans, with a cache. For one thread. */
public final class NumberCountries {
  private static final int MAX_REMEMBERED = 200_000;

  private final PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
  private final Map<String, PhoneNumber> found = new HashMap<>();

  /** The number, completed if it is masked, with its country; without one if it matches none. */
  public PhoneNumber find(String text) {
    if (found.size() >= MAX_REMEMBERED) {
      found.clear();
    }
    return found.computeIfAbsent(text, this::look);
  }

  private PhoneNumber look(String text) {
    String completed = NumberMask.completed(text);
    if (!completed.startsWith("+")) {
      return new PhoneNumber(completed, "");
    }
    try {
      String region = metadata.getRegionCodeForNumber(metadata.parse(completed, null));
      return new PhoneNumber(completed, region == null || region.equals("001") ? "" : region);
    } catch (NumberParseException e) {
      return new PhoneNumber(completed, "");
    }
  }
}
