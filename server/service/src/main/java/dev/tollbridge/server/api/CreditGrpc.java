package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.AutoRecharge;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.OrganizationView;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Recharge;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.AdjustCreditsRequest;
import dev.tollbridge.v1.AdjustCreditsResponse;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.CreditServiceGrpc.CreditServiceImplBase;
import dev.tollbridge.v1.ExportLedgerStatementRequest;
import dev.tollbridge.v1.ExportLedgerStatementResponse;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.GetLedgerStatementRequest;
import dev.tollbridge.v1.GetLedgerStatementResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListLedgerEntriesResponse;
import dev.tollbridge.v1.ListPendingRechargesRequest;
import dev.tollbridge.v1.ListPendingRechargesResponse;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.PurchaseCreditsResponse;
import dev.tollbridge.v1.RefundCallRequest;
import dev.tollbridge.v1.RefundCallResponse;
import dev.tollbridge.v1.ReportRechargeRequest;
import dev.tollbridge.v1.ReportRechargeResponse;
import dev.tollbridge.v1.UpdateAutoRechargeRequest;
import dev.tollbridge.v1.UpdateAutoRechargeResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Serves credits: purchases, corrections, automatic recharge, balances and ledgers. */
final class CreditGrpc extends CreditServiceImplBase {
  private static final int MAX_TEXT_LENGTH = 200;
  /** Ten billion units: far above any purchase, far below an overflow. */
  private static final long MAX_AMOUNT_MICROS = 10_000_000_000_000_000L;

  private final ShardRouter router;
  private final CallRefunds refunds;

  CreditGrpc(ShardRouter router, CallRefunds refunds) {
    this.router = router;
    this.refunds = refunds;
  }

  @Override
  public void purchaseCredits(PurchaseCreditsRequest request, StreamObserver<PurchaseCreditsResponse> caller) {
    Responses.later(caller, () -> {
      var command = RequestChecks.checked(checks -> new Command.PurchaseCredits(
          Fingerprints.request(checks.foreignId("request_id", request.getRequestId()), request),
          checks.id("organization_id", request.getOrganizationId()),
          checks.amountMicros("amount_micros", request.getAmountMicros(), 1, MAX_AMOUNT_MICROS)));
      Shard shard = router.of(command.organizationId());
      var refusals = new CreditRefusals(shard, command.organizationId(), "amount_micros", command.amountMicros());
      return shard.submit(command, Authors.audited(CreditServiceGrpc.getPurchaseCreditsMethod()))
          .thenApply(outcome -> PurchaseCreditsResponse.newBuilder().setEntry(entry(outcome, refusals)).build());
    });
  }

  private static LedgerEntry entry(Outcome outcome, CreditRefusals refusals) {
    var booked = refusals.require(outcome, Outcome.EntryMade.class).entry();
    return LedgerEncoder.encode(Objects.requireNonNull(booked), refusals.shard().number());
  }

  @Override
  public void adjustCredits(AdjustCreditsRequest request, StreamObserver<AdjustCreditsResponse> caller) {
    Responses.later(caller, () -> {
      Command.AdjustCredits command = RequestChecks.checked(checks -> adjust(request, checks));
      Shard shard = router.of(command.organizationId());
      var refusals = new CreditRefusals(shard, command.organizationId(), "amount_micros", command.amountMicros());
      return shard.submit(command, Authors.audited(CreditServiceGrpc.getAdjustCreditsMethod()))
          .thenApply(outcome -> AdjustCreditsResponse.newBuilder().setEntry(entry(outcome, refusals)).build());
    });
  }

  private static Command.AdjustCredits adjust(AdjustCreditsRequest request, RequestChecks checks) {
    var key = Fingerprints.request(checks.foreignId("request_id", request.getRequestId()), request);
    checks.id("organization_id", request.getOrganizationId());
    checks.amountMicros("amount_micros", request.getAmountMicros(), -MAX_AMOUNT_MICROS, MAX_AMOUNT_MICROS);
    checks.require(request.getAmountMicros() != 0, "amount_micros", "must not be zero");
    checks.requiredText("reason", request.getReason(), MAX_TEXT_LENGTH);
    return new Command.AdjustCredits(key, request.getOrganizationId(), request.getAmountMicros(), request.getReason());
  }

  @Override
  public void refundCall(RefundCallRequest request, StreamObserver<RefundCallResponse> caller) {
    Responses.later(caller, () -> {
      CallRefunds.Wanted wanted = RequestChecks.checked(checks -> new CallRefunds.Wanted(
          Fingerprints.request(checks.foreignId("request_id", request.getRequestId()), request),
          checks.id("organization_id", request.getOrganizationId()),
          checks.foreignId("usage_id", request.getUsageId()),
          checks.amountMicros("amount_micros", request.getAmountMicros(), 0, MAX_AMOUNT_MICROS),
          checks.requiredText("reason", request.getReason(), MAX_TEXT_LENGTH)));
      Shard shard = router.of(wanted.organizationId());
      return refunds.refund(shard, wanted, Authors.audited(CreditServiceGrpc.getRefundCallMethod()))
          .thenApply(outcome -> {
            var booked = Statuses.require(outcome, Outcome.EntryMade.class).entry();
            return RefundCallResponse.newBuilder()
                .setEntry(LedgerEncoder.encode(Objects.requireNonNull(booked), shard.number())).build();
          });
    });
  }

  @Override
  public void updateAutoRecharge(UpdateAutoRechargeRequest request,
      StreamObserver<UpdateAutoRechargeResponse> caller) {
    Responses.later(caller, () -> {
      var command = RequestChecks.checked(checks -> new Command.UpdateAutoRecharge(
          checks.id("organization_id", request.getOrganizationId()),
          request.hasAutoRecharge() ? decode(request.getAutoRecharge(), checks) : null));
      Shard shard = router.of(command.organizationId());
      var refusals = new CreditRefusals(shard, command.organizationId(), "auto_recharge.amount_micros",
          request.getAutoRecharge().getAmountMicros());
      return shard.submit(command, Authors.audited(CreditServiceGrpc.getUpdateAutoRechargeMethod()))
          .thenApply(outcome -> {
            refusals.require(outcome, Outcome.Done.class);
            var response = UpdateAutoRechargeResponse.newBuilder();
            if (request.hasAutoRecharge()) {
              response.setAutoRecharge(request.getAutoRecharge());
            }
            return response.build();
          });
    });
  }

  private static AutoRecharge decode(dev.tollbridge.v1.AutoRecharge wanted, RequestChecks checks) {
    checks.amountMicros("auto_recharge.trigger_micros", wanted.getTriggerMicros(), 0, MAX_AMOUNT_MICROS);
    checks.amountMicros("auto_recharge.amount_micros", wanted.getAmountMicros(), 1, MAX_AMOUNT_MICROS);
    checks.amountMicros("auto_recharge.daily_cap_micros", wanted.getDailyCapMicros(), wanted.getAmountMicros(),
        MAX_AMOUNT_MICROS);
    return new AutoRecharge(wanted.getTriggerMicros(), wanted.getAmountMicros(), wanted.getDailyCapMicros());
  }

  @Override
  public void reportRecharge(ReportRechargeRequest request, StreamObserver<ReportRechargeResponse> caller) {
    Responses.later(caller, () -> {
      var command = RequestChecks.checked(checks -> new Command.ReportRecharge(
          Fingerprints.request(checks.foreignId("request_id", request.getRequestId()), request),
          checks.id("organization_id", request.getOrganizationId()),
          checks.requiredText("recharge_id", request.getRechargeId(), MAX_TEXT_LENGTH),
          checks.optionalText("failure", request.getFailure(), MAX_TEXT_LENGTH)));
      Shard shard = router.of(command.organizationId());
      return shard.submit(command, Authors.audited(CreditServiceGrpc.getReportRechargeMethod())).thenApply(outcome -> {
        var booked = Statuses.require(outcome, Outcome.EntryMade.class).entry();
        var response = ReportRechargeResponse.newBuilder();
        if (booked != null) {
          response.setEntry(LedgerEncoder.encode(booked, shard.number()));
        }
        return response.build();
      });
    });
  }

  @Override
  public void listPendingRecharges(ListPendingRechargesRequest request,
      StreamObserver<ListPendingRechargesResponse> caller) {
    Responses.now(caller, () -> {
      PageRequest asked = RequestChecks.checked(
          checks -> PageRequest.of(PageToken.RECHARGES, request.getPageSize(), request.getPageToken(), checks));
      List<dev.tollbridge.v1.Recharge> found = router.shards().stream().flatMap(shard -> pending(shard).stream())
          .filter(recharge -> Caller.current().mayUse(recharge.getOrganizationId()))
          .filter(recharge -> recharge.getRechargeId().compareTo(asked.after()) > 0)
          .sorted(Comparator.comparing(dev.tollbridge.v1.Recharge::getRechargeId)).limit(asked.limit()).toList();
      var page = asked.of(found, dev.tollbridge.v1.Recharge::getRechargeId);
      return ListPendingRechargesResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllRecharges(page.items()).build();
    });
  }

  private static List<dev.tollbridge.v1.Recharge> pending(Shard shard) {
    return shard.read(engine -> engine.pendingRecharges().stream().map(recharge -> encode(recharge,
        Objects.requireNonNull(engine.profile(recharge.organizationId())).currency())).toList());
  }

  private static dev.tollbridge.v1.Recharge encode(Recharge recharge, String currency) {
    return dev.tollbridge.v1.Recharge.newBuilder().setRechargeId(recharge.rechargeId())
        .setOrganizationId(recharge.organizationId()).setAmountMicros(recharge.amountMicros())
        .setCurrencyCode(currency).setRequestTime(Times.timestamp(recharge.requestMicros())).build();
  }

  @Override
  public void getBalance(GetBalanceRequest request, StreamObserver<GetBalanceResponse> caller) {
    Responses.now(caller, () -> {
      String organizationId = RequestChecks.checked(
          checks -> checks.id("organization_id", request.getOrganizationId()));
      GetBalanceResponse balance = router.of(organizationId).read(engine -> balance(engine, organizationId));
      if (balance == null) {
        throw Statuses.of(Refusal.NO_SUCH_ORGANIZATION);
      }
      return balance;
    });
  }

  private static @Nullable GetBalanceResponse balance(RatingEngine engine, String id) {
    OrganizationView organization = engine.organization(id);
    if (organization == null) {
      return null;
    }
    var response = GetBalanceResponse.newBuilder().setBalanceMicros(organization.balanceMicros())
        .setActiveLegsMicros(organization.activeLegsMicros()).setActiveLegCount(organization.activeLegCount())
        .setCurrencyCode(organization.profile().currency());
    organization.lots().forEach(lot -> response.addLotsBuilder().setAmountMicros(lot.amountMicros())
        .setRemainingMicros(lot.remainingMicros()).setPurchaseTime(Times.timestamp(lot.purchaseMicros()))
        .setExpireTime(Times.timestamp(lot.expireMicros())));
    AutoRecharge settings = organization.autoRecharge();
    if (settings != null) {
      response.getAutoRechargeBuilder().setTriggerMicros(settings.triggerMicros())
          .setAmountMicros(settings.amountMicros()).setDailyCapMicros(settings.dailyCapMicros());
    }
    return response.build();
  }

  @Override
  public void listLedgerEntries(ListLedgerEntriesRequest request, StreamObserver<ListLedgerEntriesResponse> caller) {
    Responses.now(caller, () -> {
      var asked = RequestChecks.checked(checks -> PageOfRows.of(PageToken.LEDGER_ENTRIES, request.getOrganizationId(),
          request.getTimeRange(), request.getPageSize(), request.getPageToken(), checks));
      Shard shard = asked.rows().shard(router);
      var page = asked.of(shard.records().ledgerEntries(asked.rows().organizationId(), asked.after(),
          asked.rows().toMicros(), asked.limit()), entry -> PageToken.key(entry.bookMicros(), entry.sequence()));
      return ListLedgerEntriesResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllEntries(page.items().stream().map(entry -> LedgerEncoder.encode(entry, shard.number())).toList())
          .build();
    });
  }

  @Override
  public void getLedgerStatement(GetLedgerStatementRequest request,
      StreamObserver<GetLedgerStatementResponse> caller) {
    Responses.now(caller, () -> {
      var rows = RequestChecks.checked(checks -> StatementRange.of(request, checks));
      String currency = rows.profile(router).currency();
      return LedgerEncoder.encode(rows.shard(router).records().ledgerStatement(rows.organizationId(),
          rows.fromMicros(), rows.toMicros()), currency).toBuilder().setTimeRange(StatementRange.encode(rows)).build();
    });
  }

  @Override
  public void exportLedgerStatement(ExportLedgerStatementRequest request,
      StreamObserver<ExportLedgerStatementResponse> caller) {
    CsvDownload.send((ServerCallStreamObserver<ExportLedgerStatementResponse>) caller,
        chunk -> ExportLedgerStatementResponse.newBuilder().setChunk(chunk).build(),
        () -> report(
            RequestChecks.checked(
                checks -> StatementRange.of(request, checks)),
            RequestChecks.checked(checks -> CsvForm.of(request.getExcel(), request.getTimeZone(), checks))));
  }

  private LedgerReport report(OrganizationRows rows, CsvForm form) {
    String currency = rows.profile(router).currency();
    Shard shard = rows.shard(router);
    var statement = shard.records().ledgerStatement(rows.organizationId(), rows.fromMicros(), rows.toMicros());
    var entries = shard.records().scanLedgerEntries(statement, rows.organizationId(), rows.fromMicros(),
        rows.toMicros());
    return new LedgerReport(statement, entries, entry -> LedgerEncoder.entryId(shard.number(), entry.sequence()),
        rows, currency, form);
  }
}
