package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.server.record.AuditFilter;
import dev.tollbridge.server.record.Position;
import dev.tollbridge.server.rpc.MicrosRange;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.AuditServiceGrpc.AuditServiceImplBase;
import dev.tollbridge.v1.ListAuditEntriesRequest;
import dev.tollbridge.v1.ListAuditEntriesResponse;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Serves the audit log: the entries of all shards, by time. */
final class AuditGrpc extends AuditServiceImplBase {
  private static final int MAX_AUTHOR_LENGTH = 200;
  private static final Comparator<Found> IN_ORDER = Comparator.comparingLong((Found found) -> found.entry().atMicros())
      .thenComparingInt(found -> found.shard().number()).thenComparingLong(found -> found.entry().sequence());

  private final ShardRouter router;

  AuditGrpc(ShardRouter router) {
    this.router = router;
  }

  /** An entry and the shard that made it. */
  private record Found(Shard shard, AuditEntry entry) {
    /** Where the next page begins. */
    String key() {
      return new AuditPlace(entry.atMicros(), shard.number(), entry.sequence()).key();
    }
  }

  /** What a request asks for. */
  private record Asked(AuditFilter filter, MicrosRange range, PageRequest page, AuditPlace after) {}

  @Override
  public void listAuditEntries(ListAuditEntriesRequest request, StreamObserver<ListAuditEntriesResponse> caller) {
    Responses.now(caller, () -> {
      Asked asked = RequestChecks.checked(checks -> decode(request, checks));
      List<Shard> shards = asked.filter().organizationId().isEmpty()
          ? router.shards()
          : List.of(router.of(asked.filter().organizationId()));
      List<Found> found = shards.stream().flatMap(shard -> entries(shard, asked).stream()).sorted(IN_ORDER)
          .limit(asked.page().limit()).toList();
      Page<Found> page = asked.page().of(found, Found::key);
      Map<String, String> currencies = currencies(page.items());
      return ListAuditEntriesResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllEntries(page.items().stream().map(each -> encode(each, currencies)).toList()).build();
    });
  }

  private static Asked decode(ListAuditEntriesRequest request, RequestChecks checks) {
    String organizationId = request.getOrganizationId().isEmpty()
        ? ""
        : checks.id("organization_id", request.getOrganizationId());
    String author = checks.optionalText("author", request.getAuthor(), MAX_AUTHOR_LENGTH);
    PageRequest page = PageRequest.of(PageToken.AUDIT_ENTRIES, request.getPageSize(), request.getPageToken(), checks);
    AuditPlace after = AuditPlace.of(page.after());
    checks.require(after != null, "page_token", "is not a page token of this list; start again without one");
    return new Asked(new AuditFilter(organizationId, author), checks.timeRange("time_range", request.getTimeRange()),
        page, after == null ? AuditPlace.START : after);
  }

  private static List<Found> entries(Shard shard, Asked asked) {
    Position after = Position.before(asked.range().fromMicros()).max(asked.after().position(shard.number()));
    return shard.records().auditEntries(asked.filter(), after, asked.range().toMicros(), asked.page().limit())
        .stream().map(entry -> new Found(shard, entry)).toList();
  }

  private static dev.tollbridge.v1.AuditEntry encode(Found found, Map<String, String> currencies) {
    AuditEntry entry = found.entry();
    var encoded = dev.tollbridge.v1.AuditEntry.newBuilder()
        .setEntryId(LedgerEncoder.entryId(found.shard().number(), entry.sequence()))
        .setTime(Times.timestamp(entry.atMicros())).setAuthor(entry.author().name()).setPeer(entry.author().peer())
        .setRpc(entry.author().rpc()).setOrganizationId(entry.organizationId()).setRequestId(entry.requestId())
        .setSubject(entry.subject()).setOutcome(entry.outcome())
        .setCurrencyCode(currencies.getOrDefault(entry.organizationId(), ""));
    if (entry.beforeMicros() != null) {
      encoded.setBalanceBeforeMicros(entry.beforeMicros());
    }
    if (entry.afterMicros() != null) {
      encoded.setBalanceAfterMicros(entry.afterMicros());
    }
    return encoded.build();
  }

  /** By the organization's id; empty where there is no such organization. */
  private static Map<String, String> currencies(List<Found> entries) {
    Map<String, String> currencies = new HashMap<>();
    entries.forEach(found -> currencies.computeIfAbsent(found.entry().organizationId(), id -> {
      Profile profile = found.shard().read(engine -> engine.profile(id));
      return profile == null ? "" : profile.currency();
    }));
    return currencies;
  }
}
