package dev.tollbridge.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * One change that somebody asked for, whether it was made or refused.
 *
 * @param sequence position in the shard's audit log: 1, 2, 3 …; the same whenever the log is replayed
 * @param atMicros engine time
 * @param organizationId empty for what all organizations share
 * @param requestId empty where the RPC has none
 * @param subject what else was named: an organizer, a deck, a number, a recharge, a usage id; may be empty
 * @param beforeMicros the organization's balance before the change; null without an organization
 * @param afterMicros its balance after the change
 * @param outcome DONE, REPEATED when an earlier answer was returned, or the refusal
 */
public record AuditEntry(
    long sequence,
    long atMicros,
    Author author,
    String organizationId,
    String requestId,
    String subject,
    @Nullable Long beforeMicros,
    @Nullable Long afterMicros,
    String outcome) {
  public static final String DONE = "DONE";
  public static final String REPEATED = "REPEATED";
}
