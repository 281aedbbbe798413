package dev.tollbridge.server.api;

import com.google.protobuf.Timestamp;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;

/** What a list over time asks for: an organization's rows from a time (included) to a time (not included). */
record TimeRange(String organizationId, long fromMicros, long toMicros, int pageSize) {
  /** A range that is not read in pages. */
  static TimeRange of(String organizationId, boolean hasFrom, Timestamp from, boolean hasTo, Timestamp to,
      RequestChecks checks) {
    return of(organizationId, hasFrom, from, hasTo, to, 0, checks);
  }

  static TimeRange of(String organizationId, boolean hasFrom, Timestamp from, boolean hasTo, Timestamp to,
      int pageSize, RequestChecks checks) {
    checks.id("organization_id", organizationId);
    long fromMicros = checks.timeMicrosOr("from", hasFrom, from, Long.MIN_VALUE);
    long toMicros = checks.timeMicrosOr("to", hasTo, to, Long.MAX_VALUE);
    checks.require(fromMicros <= toMicros, "to", "must not be before from");
    return new TimeRange(organizationId, fromMicros, toMicros, checks.pageSize(pageSize));
  }

  /** The organization's shard. */
  Shard shard(ShardRouter router) {
    var _ = profile(router);
    return router.of(organizationId);
  }

  /** What the organization says of itself. */
  Profile profile(ShardRouter router) {
    Profile profile = router.of(organizationId).read(engine -> engine.profile(organizationId));
    if (profile == null) {
      throw Answer.error(Refusal.NO_SUCH_ORGANIZATION);
    }
    return profile;
  }
}
