package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.sample.Mix;

/**
 * Options of a report, which determine every byte of it.
 *
 * @param count number of records
 * @param seed determines every random choice
 * @param organizations tenants in the report; the first has most calls
 * @param organizers number of users of each organization
 * @param masked whether external numbers are masked as the organization's country demands
 */
public record CdrOptions(
    long count,
    long seed,
    Period period,
    int organizations,
    int organizers,
    Mix mix,
    boolean masked,
    ReportFormat format) {
  public static final long MAX_COUNT = 10_000_000_000L;
  public static final int MAX_ORGANIZATIONS = 1000;
  public static final int MAX_ORGANIZERS = 10_000;
  private static final long MAX_USERS = 1_000_000;

  public CdrOptions {
    require(count >= 1 && count <= MAX_COUNT, "--count must be from 1 to " + MAX_COUNT);
    require(seed >= 0, "--seed must be 0 or more");
    require(organizations >= 1 && organizations <= MAX_ORGANIZATIONS,
        "--organizations must be from 1 to " + MAX_ORGANIZATIONS);
    require(organizers >= 1 && organizers <= MAX_ORGANIZERS, "--organizers must be from 1 to " + MAX_ORGANIZERS);
    require((long) organizations * organizers <= MAX_USERS,
        "--organizations times --organizers must be at most " + MAX_USERS);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
