package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.verify.Books;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallRecordServiceGrpc;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListCallRecordsResponse;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListLedgerEntriesResponse;
import io.grpc.Channel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The books of a server, read page by page over its API. Any thread. */
final class ServerBooks implements Books {
  private static final int PAGE_SIZE = 1000;
  private static final long TIMEOUT_SECONDS = 30;

  private final Channel channel;
  private final LongAdder recordCount = new LongAdder();

  ServerBooks(Channel channel) {
    this.channel = channel;
  }

  /** Records read so far. */
  long recordCount() {
    return recordCount.sum();
  }

  @Override
  public void records(String organizationId, long fromMicros, Consumer<CallRecord> to) {
    ListCallRecordsRequest.Builder request = ListCallRecordsRequest.newBuilder().setOrganizationId(organizationId)
        .setPageSize(PAGE_SIZE);
    if (fromMicros != ALL) {
      request.getTimeRangeBuilder().setFrom(EngineTime.timestamp(fromMicros));
    }
    do {
      ListCallRecordsResponse page = CallRecordServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS).listCallRecords(request.build());
      recordCount.add(page.getCallRecordsCount());
      page.getCallRecordsList().forEach(to);
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
  }

  @Override
  public void entries(String organizationId, long fromMicros, Consumer<LedgerEntry> to) {
    ListLedgerEntriesRequest.Builder request = ListLedgerEntriesRequest.newBuilder().setOrganizationId(organizationId)
        .setPageSize(PAGE_SIZE);
    if (fromMicros != ALL) {
      request.getTimeRangeBuilder().setFrom(EngineTime.timestamp(fromMicros));
    }
    do {
      ListLedgerEntriesResponse page = credits().listLedgerEntries(request.build());
      page.getEntriesList().forEach(to);
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
  }

  @Override
  public GetBalanceResponse balance(String organizationId) {
    return credits().getBalance(GetBalanceRequest.newBuilder().setOrganizationId(organizationId).build());
  }

  private CreditServiceGrpc.CreditServiceBlockingStub credits() {
    return CreditServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
