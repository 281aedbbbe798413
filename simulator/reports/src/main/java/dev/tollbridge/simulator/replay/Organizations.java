package dev.tollbridge.simulator.replay;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Maps calls to organizations; a report identifies them only by the domains of its users. */
public final class Organizations {
  private static final String ANY_DOMAIN = "";

  private final Map<String, String> byDomain = new LinkedHashMap<>();

  /** Parses {@code ID} for all calls and {@code DOMAIN=ID} for those of a UPN's domain. */
  public static Organizations parse(List<String> options) {
    Organizations organizations = new Organizations();
    for (String option : options) {
      String[] parts = option.split("=", 2);
      String domain = parts.length == 1 ? ANY_DOMAIN : parts[0].toLowerCase(Locale.ROOT);
      if (!parts[parts.length - 1].matches("[a-z0-9._-]{1,64}")
          || organizations.byDomain.put(domain, parts[parts.length - 1]) != null) {
        throw new IllegalArgumentException("--organization '" + option
            + "' must be ID or DOMAIN=ID, each domain once; ids have 1 to 64 of a-z, 0-9, '.', '_' and '-'");
      }
    }
    return organizations;
  }

  /** The organization of a user; {@link IllegalArgumentException} if none is given for the domain. */
  String of(String upn) {
    String domain = upn.substring(upn.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    String id = byDomain.getOrDefault(domain, byDomain.get(ANY_DOMAIN));
    if (id == null) {
      throw new IllegalArgumentException("no --organization is given for the domain of UPN '" + upn + "'");
    }
    return id;
  }

  Collection<String> ids() {
    return new TreeSet<>(byDomain.values());
  }

  @Override
  public String toString() {
    return byDomain.toString();
  }
}
