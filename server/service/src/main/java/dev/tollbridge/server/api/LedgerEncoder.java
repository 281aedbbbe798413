package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.server.record.LedgerStatement;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.GetLedgerStatementResponse;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.Rerating;

/** Encodes ledger entries. */
final class LedgerEncoder {
  private static final int SEQUENCE_DIGITS = 12;

  private LedgerEncoder() {}

  /** @param shard the organization's; part of the entry's id, which must be unique in the server */
  static dev.tollbridge.v1.LedgerEntry encode(LedgerEntry entry, int shard) {
    var encoded = dev.tollbridge.v1.LedgerEntry.newBuilder().setEntryId(entryId(shard, entry.sequence()))
        .setOrganizationId(entry.organizationId()).setKind(encode(entry.kind())).setAmountMicros(entry.amountMicros())
        .setBalanceMicros(entry.balanceMicros()).setCurrencyCode(entry.currency())
        .setBookTime(Times.timestamp(entry.bookMicros())).setReference(entry.reference())
        .setDescription(entry.description()).setAuthor(entry.author());
    if (entry.rerated() != null) {
      encoded.setRerating(encode(entry.rerated()));
    }
    return encoded.build();
  }

  static Rerating encode(LedgerEntry.PriceChange rerated) {
    return Rerating.newBuilder().setOldChargeMicros(rerated.oldChargeMicros())
        .setNewChargeMicros(rerated.newChargeMicros()).setOldDestination(rerated.oldDestination())
        .setNewDestination(rerated.newDestination()).setNewBilledSeconds(rerated.billedSeconds())
        .setNewConnectionFeeMicros(rerated.connectionFeeMicros()).build();
  }

  static GetLedgerStatementResponse encode(LedgerStatement statement, String currency) {
    var response = GetLedgerStatementResponse.newBuilder().setOpeningBalanceMicros(statement.openingMicros())
        .setClosingBalanceMicros(statement.closingMicros()).setCurrencyCode(currency);
    statement.totals().forEach((kind, total) -> response.addTotalsBuilder().setKind(encode(kind))
        .setEntryCount(total.entryCount()).setAmountMicros(total.amountMicros()));
    return response.build();
  }

  /** With leading zeros the ids are ordered as text too. */
  static String entryId(int shard, long sequence) {
    String digits = Long.toString(sequence);
    return shard + "-" + "0".repeat(Math.max(0, SEQUENCE_DIGITS - digits.length())) + digits;
  }

  static LedgerEntryKind encode(LedgerEntry.Kind kind) {
    return switch (kind) {
      case PURCHASE -> LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE;
      case RECHARGE -> LedgerEntryKind.LEDGER_ENTRY_KIND_RECHARGE;
      case ADJUSTMENT -> LedgerEntryKind.LEDGER_ENTRY_KIND_ADJUSTMENT;
      case USAGE -> LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE;
      case EXPIRY -> LedgerEntryKind.LEDGER_ENTRY_KIND_EXPIRY;
      case REFUND -> LedgerEntryKind.LEDGER_ENTRY_KIND_REFUND;
      case PAYOUT -> LedgerEntryKind.LEDGER_ENTRY_KIND_PAYOUT;
      case FORFEITURE -> LedgerEntryKind.LEDGER_ENTRY_KIND_FORFEITURE;
      case RERATING -> LedgerEntryKind.LEDGER_ENTRY_KIND_RERATING;
    };
  }
}
