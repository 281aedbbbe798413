package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.ClosedCall;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.ReratingCursor;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.server.record.PricedRecord;
import dev.tollbridge.server.record.RecordRange;
import dev.tollbridge.server.record.RecordStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of one shard that a re-rating covers, page by page: by organization, start time, then sequence. */
final class ReratingPages {
  private final Shard shard;
  private final ReratingScope scope;
  private final long recordsThrough;
  private final int pageSize;

  /** @param recordsThrough the last record that is examined; those up to it are durable */
  ReratingPages(Shard shard, ReratingScope scope, long recordsThrough, int pageSize) {
    this.shard = shard;
    this.scope = scope;
    this.recordsThrough = recordsThrough;
    this.pageSize = pageSize;
  }

  /** Some calls, the position of the last of them, and whether that is the end. */
  record Page(List<ClosedCall> calls, ReratingCursor through, boolean last) {}

  /** The calls that follow a position. */
  Page after(ReratingCursor cursor) {
    RecordStore records = shard.records();
    List<ClosedCall> calls = new ArrayList<>();
    String organizationId = cursor.organizationId().isEmpty() ? organizationAfter("") : cursor.organizationId();
    while (organizationId != null && calls.size() < pageSize) {
      List<PricedRecord> found = records.priced(range(organizationId, cursor), pageSize - calls.size());
      found.forEach(priced -> calls.add(ClosedCall.of(priced.record(), priced.rerated(), priced.refundedMicros())));
      organizationId = calls.size() < pageSize ? organizationAfter(organizationId) : organizationId;
    }
    return new Page(calls, calls.isEmpty() ? cursor : place(calls.getLast()), organizationId == null);
  }

  private RecordRange range(String organizationId, ReratingCursor cursor) {
    boolean within = organizationId.equals(cursor.organizationId());
    return new RecordRange(organizationId, scope.callType(), within ? cursor.startMicros() : scope.fromMicros(),
        within ? cursor.recordSequence() : 0, scope.toMicros(), recordsThrough);
  }

  private static ReratingCursor place(ClosedCall call) {
    return new ReratingCursor(call.organizationId(), call.startMicros(), call.recordSequence());
  }

  private @Nullable String organizationAfter(String id) {
    if (!scope.organizationId().isEmpty()) {
      return id.isEmpty() ? scope.organizationId() : null;
    }
    return shard
        .read(engine -> engine.profilesAfter(id, 1).stream().findFirst().map(Profile::organizationId).orElse(null));
  }
}
