package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.server.rpc.MicrosRange;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.TimeRange;

/** The scope of a list over time: an organization's rows in a range of time. */
record OrganizationRows(String organizationId, long fromMicros, long toMicros) {
  static OrganizationRows of(String organizationId, TimeRange timeRange, RequestChecks checks) {
    MicrosRange range = checks.timeRange("time_range", timeRange);
    return new OrganizationRows(checks.id("organization_id", organizationId), range.fromMicros(), range.toMicros());
  }

  /** The organization's shard. */
  Shard shard(ShardRouter router) {
    var _ = profile(router);
    return router.of(organizationId);
  }

  /** The organization's profile, or the error that there is no such organization. */
  Profile profile(ShardRouter router) {
    return profile(router, organizationId);
  }

  /** An organization's profile, or the error that there is no such organization. */
  static Profile profile(ShardRouter router, String organizationId) {
    Profile profile = router.of(organizationId).read(engine -> engine.profile(organizationId));
    if (profile == null) {
      throw Statuses.of(Refusal.NO_SUCH_ORGANIZATION);
    }
    return profile;
  }
}
