package dev.tollbridge.acceptance;

import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;

/** Buys credit for one organization after the other, and keeps the answers. */
final class CreditBuyer {
  private final List<LedgerEntry> entries = new ArrayList<>();

  /** Buys until the server is gone. What it has not answered then is bought again by the next call. */
  void buyUntilGone(Channel channel) {
    try {
      while (true) {
        entries.add(buy(channel, entries.size()));
      }
    } catch (StatusRuntimeException gone) {
      // The purchase under way may have been booked or not: it is repeated with the same request id.
    }
  }

  /** Repeats the purchase with this number, or makes it. */
  LedgerEntry buy(Channel channel, int number) {
    return CreditServiceGrpc.newBlockingStub(channel).purchaseCredits(PurchaseCreditsRequest.newBuilder()
        .setRequestId("purchase-" + number).setOrganizationId(Workload.organization(number))
        .setAmountMicros(amountMicros(number)).build()).getEntry();
  }

  private static long amountMicros(int number) {
    return 50_000_000L + number;
  }

  /** The answers to the purchases 0, 1, 2 … */
  List<LedgerEntry> entries() {
    return entries;
  }

  long boughtMicros(String organizationId) {
    return entries.stream().filter(entry -> entry.getOrganizationId().equals(organizationId))
        .mapToLong(LedgerEntry::getAmountMicros).sum();
  }
}
