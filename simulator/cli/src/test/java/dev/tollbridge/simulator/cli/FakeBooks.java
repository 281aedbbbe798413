package dev.tollbridge.simulator.cli;

import com.google.protobuf.Timestamp;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.v1.AdjustCreditsRequest;
import dev.tollbridge.v1.AdjustCreditsResponse;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallRecordServiceGrpc.CallRecordServiceImplBase;
import dev.tollbridge.v1.CreditServiceGrpc.CreditServiceImplBase;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListCallRecordsResponse;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListLedgerEntriesResponse;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.PurchaseCreditsResponse;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ledgers and call records in memory, listed in small pages. */
final class FakeBooks {
  private static final int PAGE_SIZE = 50;
  /** Credit is booked before anything else. */
  private static final long BEFORE_MICROS = 0;

  private final Map<String, List<LedgerEntry>> entries = new HashMap<>();
  private final Map<String, List<CallRecord>> records = new HashMap<>();

  private int listed;

  /** Records and entries that were listed so far. */
  synchronized int listed() {
    return listed;
  }

  synchronized void closed(CallRecord record, long nowMicros) {
    records.computeIfAbsent(record.getOrganizationId(), _ -> new ArrayList<>()).add(record);
    book(record.getOrganizationId(), LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE, record.getUsageId(),
        -record.getChargeMicros(), nowMicros);
  }

  synchronized int purchases() {
    return (int) entries.values().stream().flatMap(List::stream)
        .filter(entry -> entry.getKind() == LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE).count();
  }

  private LedgerEntry book(String organizationId, LedgerEntryKind kind, String reference, long micros,
      long nowMicros) {
    List<LedgerEntry> ledger = entries.computeIfAbsent(organizationId, _ -> new ArrayList<>());
    LedgerEntry entry = LedgerEntry.newBuilder().setEntryId(organizationId + "/" + ledger.size()).setKind(kind)
        .setReference(reference).setAmountMicros(micros).setBalanceMicros(balanceMicros(organizationId) + micros)
        .setBookTime(EngineTime.timestamp(nowMicros)).build();
    ledger.add(entry);
    return entry;
  }

  private long balanceMicros(String organizationId) {
    List<LedgerEntry> ledger = entries.getOrDefault(organizationId, List.of());
    return ledger.isEmpty() ? 0 : ledger.getLast().getBalanceMicros();
  }

  private static boolean isFrom(Timestamp time, Timestamp from) {
    return EngineTime.micros(time) >= EngineTime.micros(from);
  }

  private static <T> List<T> page(List<T> all, int from) {
    return all.subList(from, Math.min(all.size(), from + PAGE_SIZE));
  }

  private static int from(String pageToken) {
    return pageToken.isEmpty() ? 0 : Integer.parseInt(pageToken);
  }

  private static String next(List<?> all, int from) {
    return from + PAGE_SIZE < all.size() ? Integer.toString(from + PAGE_SIZE) : "";
  }

  BindableService creditService() {
    return new CreditServiceImplBase() {
      @Override
      public void purchaseCredits(PurchaseCreditsRequest request, StreamObserver<PurchaseCreditsResponse> response) {
        synchronized (FakeBooks.this) {
          LedgerEntry entry = book(request.getOrganizationId(), LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE,
              request.getRequestId(), request.getAmountMicros(), BEFORE_MICROS);
          response.onNext(PurchaseCreditsResponse.newBuilder().setEntry(entry).build());
        }
        response.onCompleted();
      }

      @Override
      public void adjustCredits(AdjustCreditsRequest request, StreamObserver<AdjustCreditsResponse> response) {
        synchronized (FakeBooks.this) {
          LedgerEntry entry = book(request.getOrganizationId(), LedgerEntryKind.LEDGER_ENTRY_KIND_ADJUSTMENT,
              request.getRequestId(), request.getAmountMicros(), BEFORE_MICROS);
          response.onNext(AdjustCreditsResponse.newBuilder().setEntry(entry).build());
        }
        response.onCompleted();
      }

      @Override
      public void getBalance(GetBalanceRequest request, StreamObserver<GetBalanceResponse> response) {
        synchronized (FakeBooks.this) {
          response.onNext(GetBalanceResponse.newBuilder()
              .setBalanceMicros(balanceMicros(request.getOrganizationId())).build());
        }
        response.onCompleted();
      }

      @Override
      public void listLedgerEntries(ListLedgerEntriesRequest request,
          StreamObserver<ListLedgerEntriesResponse> response) {
        synchronized (FakeBooks.this) {
          List<LedgerEntry> all = entries.getOrDefault(request.getOrganizationId(), List.of()).stream()
              .filter(entry -> isFrom(entry.getBookTime(), request.getTimeRange().getFrom())).toList();
          listed += page(all, from(request.getPageToken())).size();
          int from = from(request.getPageToken());
          response.onNext(ListLedgerEntriesResponse.newBuilder().addAllEntries(page(all, from))
              .setNextPageToken(next(all, from)).build());
        }
        response.onCompleted();
      }
    };
  }

  BindableService callRecordService() {
    return new CallRecordServiceImplBase() {
      @Override
      public void listCallRecords(ListCallRecordsRequest request, StreamObserver<ListCallRecordsResponse> response) {
        synchronized (FakeBooks.this) {
          List<CallRecord> all = records.getOrDefault(request.getOrganizationId(), List.of()).stream()
              .filter(record -> isFrom(record.getStartTime(), request.getTimeRange().getFrom())).toList();
          listed += page(all, from(request.getPageToken())).size();
          int from = from(request.getPageToken());
          response.onNext(ListCallRecordsResponse.newBuilder().addAllCallRecords(page(all, from))
              .setNextPageToken(next(all, from)).build());
        }
        response.onCompleted();
      }
    };
  }
}
