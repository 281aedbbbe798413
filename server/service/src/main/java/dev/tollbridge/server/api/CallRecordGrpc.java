package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.server.record.OrganizerTotal;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.CallRecordServiceGrpc.CallRecordServiceImplBase;
import dev.tollbridge.v1.ExportUsageReportRequest;
import dev.tollbridge.v1.ExportUsageReportResponse;
import dev.tollbridge.v1.GetCallRecordRequest;
import dev.tollbridge.v1.GetCallRecordResponse;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListCallRecordsResponse;
import dev.tollbridge.v1.ListOrganizerTotalsRequest;
import dev.tollbridge.v1.ListOrganizerTotalsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;

/** Serves call records from the record stores. */
final class CallRecordGrpc extends CallRecordServiceImplBase {
  private final ShardRouter router;

  CallRecordGrpc(ShardRouter router) {
    this.router = router;
  }

  @Override
  public void listCallRecords(ListCallRecordsRequest request, StreamObserver<ListCallRecordsResponse> caller) {
    Answer.now(caller, () -> {
      var violations = new Violations();
      var range = TimeRange.of(request.getOrganizationId(), request.hasFrom(), request.getFrom(), request.hasTo(),
          request.getTo(), request.getPageSize(), new RequestChecks(violations));
      violations.throwIfAny();
      RecordStore records = range.shard(router).records();
      var page = records.callRecords(range.organizationId(), range.fromMicros(),
          range.toMicros(), range.pageSize(), request.getPageToken());
      return ListCallRecordsResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllCallRecords(records.priced(page.items()).stream().map(RecordEncoder::encode).toList()).build();
    });
  }

  @Override
  public void exportUsageReport(ExportUsageReportRequest request, StreamObserver<ExportUsageReportResponse> caller) {
    CsvDownload.send((ServerCallStreamObserver<ExportUsageReportResponse>) caller,
        chunk -> ExportUsageReportResponse.newBuilder().setChunk(chunk).build(), () -> {
          var violations = new Violations();
          var range = TimeRange.of(request.getOrganizationId(), request.hasFrom(), request.getFrom(), request.hasTo(),
              request.getTo(), new RequestChecks(violations));
          violations.throwIfAny();
          var records = range.shard(router).records().scanCallRecords(range.organizationId(), range.fromMicros(),
              range.toMicros());
          return new UsageReport(records, range.profile(router).country(), request.getExactAmounts());
        });
  }

  @Override
  public void listOrganizerTotals(ListOrganizerTotalsRequest request,
      StreamObserver<ListOrganizerTotalsResponse> caller) {
    Answer.now(caller, () -> {
      var violations = new Violations();
      var checks = new RequestChecks(violations);
      var range = TimeRange.of(request.getOrganizationId(), request.hasFrom(), request.getFrom(), request.hasTo(),
          request.getTo(), request.getPageSize(), checks);
      String after = checks.pageToken(PageToken.ORGANIZER_TOTALS, request.getPageToken());
      violations.throwIfAny();
      String currency = range.profile(router).currency();
      var found = range.shard(router).records().organizerTotals(range.organizationId(), range.fromMicros(),
          range.toMicros(), after, range.pageSize() + 1);
      var page = Pages.of(found, range.pageSize(), PageToken.ORGANIZER_TOTALS, OrganizerTotal::organizerId);
      return ListOrganizerTotalsResponse.newBuilder().setCurrencyCode(currency)
          .setNextPageToken(page.nextPageToken())
          .addAllOrganizerTotals(page.items().stream().map(RecordEncoder::encode).toList()).build();
    });
  }

  @Override
  public void getCallRecord(GetCallRecordRequest request, StreamObserver<GetCallRecordResponse> caller) {
    Answer.now(caller, () -> {
      var violations = new Violations();
      var checks = new RequestChecks(violations);
      checks.id("organization_id", request.getOrganizationId());
      checks.foreignId("usage_id", request.getUsageId());
      violations.throwIfAny();
      Shard shard = router.of(request.getOrganizationId());
      CallRecord record = shard.records().callRecord(request.getOrganizationId(), request.getUsageId());
      if (record == null) {
        throw ApiErrors.notFound("NO_SUCH_CALL_RECORD", "the organization has no call record with this usage id",
            Map.of());
      }
      var priced = shard.records().priced(List.of(record)).getFirst();
      return GetCallRecordResponse.newBuilder().setCallRecord(RecordEncoder.encode(priced)).build();
    });
  }
}
