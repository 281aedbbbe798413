package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.server.record.OrganizerTotal;
import dev.tollbridge.server.record.PricedRecord;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.RequestChecks;
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
    Responses.now(caller, () -> {
      var asked = RequestChecks.checked(checks -> PageOfRows.of(PageToken.CALL_RECORDS, request.getOrganizationId(),
          request.getTimeRange(), request.getPageSize(), request.getPageToken(), checks));
      RecordStore records = asked.rows().shard(router).records();
      OrganizationRows rows = asked.rows();
      var found = request.getUnpriced()
          ? records.unpricedCallRecords(rows.organizationId(), asked.after(), rows.toMicros(), asked.limit())
          : records.callRecords(rows.organizationId(), asked.after(), rows.toMicros(), asked.limit());
      var page = asked.of(found, record -> PageToken.key(record.span().startMicros(), record.sequence()));
      return ListCallRecordsResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllCallRecords(records.priced(page.items()).stream().map(RecordEncoder::encode).toList()).build();
    });
  }

  @Override
  public void exportUsageReport(ExportUsageReportRequest request, StreamObserver<ExportUsageReportResponse> caller) {
    CsvDownload.send((ServerCallStreamObserver<ExportUsageReportResponse>) caller,
        chunk -> ExportUsageReportResponse.newBuilder().setChunk(chunk).build(), () -> {
          var rows = RequestChecks.checked(
              checks -> OrganizationRows.of(request.getOrganizationId(), request.getTimeRange(), checks));
          CsvForm form = RequestChecks.checked(
              checks -> CsvForm.of(request.getExcel(), request.getTimeZone(), checks));
          return report(rows,
              new UsageReport.Options(request.getExactAmounts(), request.getReratedCharge(), form));
        });
  }

  private UsageReport report(OrganizationRows rows, UsageReport.Options options) {
    RecordStore records = rows.shard(router).records();
    Profile profile = rows.profile(router);
    var scan = records.scanCallRecords(rows.organizationId(), rows.fromMicros(), rows.toMicros());
    return new UsageReport(limit -> {
      List<CallRecord> page = scan.next(limit);
      return options.reratedCharge()
          ? records.priced(page)
          : page.stream().map(record -> new PricedRecord(record, null, 0)).toList();
    }, profile.country(), profile.currency(), options);
  }

  @Override
  public void listOrganizerTotals(ListOrganizerTotalsRequest request,
      StreamObserver<ListOrganizerTotalsResponse> caller) {
    Responses.now(caller, () -> {
      var rows = RequestChecks.checked(
          checks -> OrganizationRows.of(request.getOrganizationId(), request.getTimeRange(), checks));
      PageRequest asked = RequestChecks.checked(
          checks -> PageRequest.of(PageToken.ORGANIZER_TOTALS, request.getPageSize(), request.getPageToken(), checks));
      String currency = rows.profile(router).currency();
      var found = rows.shard(router).records().organizerTotals(rows.organizationId(), rows.fromMicros(),
          rows.toMicros(), asked.after(), asked.limit(), request.getReratedCharges());
      var page = asked.of(found, OrganizerTotal::organizerId);
      return ListOrganizerTotalsResponse.newBuilder().setCurrencyCode(currency)
          .setNextPageToken(page.nextPageToken())
          .addAllOrganizerTotals(page.items().stream().map(RecordEncoder::encode).toList()).build();
    });
  }

  @Override
  public void getCallRecord(GetCallRecordRequest request, StreamObserver<GetCallRecordResponse> caller) {
    Responses.now(caller, () -> {
      RequestChecks.check(checks -> {
        checks.id("organization_id", request.getOrganizationId());
        checks.foreignId("usage_id", request.getUsageId());
      });
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
