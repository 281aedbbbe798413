package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.money.CurrencyFormat;
import dev.tollbridge.core.money.RoundedColumn;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.server.record.PricedRecord;
import dev.tollbridge.server.rpc.PhoneNumbers;
import dev.tollbridge.server.shard.NumberMask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** An organization's call records as rows of the PSTN usage report. Its columns are described in call_record.proto. */
final class UsageReport implements CsvRows {
  /** Records per read. */
  static final int PAGE_SIZE = 200;

  private static final List<String> HEADER = List.of("UsageId", "Call ID", "Conference ID", "User Location",
      "AAD ObjectId", "UPN", "User Display Name", "Caller ID", "Call Type", "Number Type", "Domestic/International",
      "Destination Dialed", "Destination Number", "Start Time", "End Time", "Duration Seconds", "Connection Fee",
      "Charge", "Currency", "Capability");
  private static final List<String> EXACT_HEADER = List.of("Connection Fee Micros", "Charge Micros");
  private static final String RERATED = "Rerated Charge";
  private static final String REFUNDED = "Refunded";
  private static final List<String> EXACT_NOW_HEADER = List.of("Rerated Charge Micros", "Refunded Micros");
  private static final String UNKNOWN = "";

  private final IntFunction<List<PricedRecord>> records;
  private final String country;
  private final NumberMask mask;
  private final Options options;
  private final RoundedColumn fees;
  private final RoundedColumn charges;
  private final RoundedColumn rerated;
  private final RoundedColumn refunded;
  private boolean begun;

  /**
   * What the caller asked for.
   *
   * @param exactAmounts adds the exact amounts
   * @param reratedCharge adds the charges that now apply, and refunds
   */
  record Options(boolean exactAmounts, boolean reratedCharge, CsvForm form) {}

  /**
   * @param records the next ones, at most so many; their re-ratings only matter for rerated charges
   * @param country the organization's, ISO 3166 alpha-2
   * @param currency the organization's, ISO 4217
   */
  UsageReport(IntFunction<List<PricedRecord>> records, String country, String currency, Options options) {
    this.records = records;
    this.country = country;
    this.options = options;
    mask = NumberMask.of(country);
    CurrencyFormat money = CurrencyFormat.of(currency);
    fees = new RoundedColumn(money);
    charges = new RoundedColumn(money);
    rerated = new RoundedColumn(money);
    refunded = new RoundedColumn(money);
  }

  @Override
  public @Nullable List<List<String>> next() {
    if (!begun) {
      begun = true;
      return List.of(options.form().header(header()));
    }
    List<List<String>> rows = records.apply(PAGE_SIZE).stream().map(this::row).toList();
    return rows.isEmpty() ? null : rows;
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(HEADER);
    if (options.exactAmounts()) {
      header.addAll(EXACT_HEADER);
    }
    if (options.reratedCharge()) {
      header.addAll(List.of(RERATED, REFUNDED));
    }
    if (options.reratedCharge() && options.exactAmounts()) {
      header.addAll(EXACT_NOW_HEADER);
    }
    return header;
  }

  private List<String> row(PricedRecord priced) {
    CallRecord record = priced.record();
    List<String> row = new ArrayList<>(call(record));
    long feeMicros = record.cost().price().connectionFeeMicros();
    row.addAll(List.of(fees.next(feeMicros), charges.next(record.chargeMicros()), record.cost().currency(),
        record.cost().capability()));
    if (options.exactAmounts()) {
      row.addAll(List.of(Long.toString(feeMicros), Long.toString(record.chargeMicros())));
    }
    if (options.reratedCharge()) {
      long nowMicros = priced.rerated() == null ? record.chargeMicros() : priced.rerated().newChargeMicros();
      row.addAll(List.of(rerated.next(nowMicros), refunded.next(priced.refundedMicros())));
      if (options.exactAmounts()) {
        row.addAll(List.of(Long.toString(nowMicros), Long.toString(priced.refundedMicros())));
      }
    }
    return row;
  }

  private List<String> call(CallRecord record) {
    CsvForm form = options.form();
    CallRecord.Parties parties = record.parties();
    boolean dialOut = parties.callType() == CallType.DIAL_OUT;
    boolean shown = record.cost().freeReason() == FreeReason.EMERGENCY || PhoneNumbers.isWord(parties.remoteNumber());
    String external = shown ? parties.remoteNumber() : mask.apply(parties.remoteNumber());
    return List.of(form.text(record.usageId()), form.text(record.legId()), form.text(parties.conferenceId()), country,
        form.text(parties.organizerId()), UNKNOWN, UNKNOWN, form.text(dialOut ? parties.serviceNumber() : external),
        dialOut ? "conf_out" : "conf_in", numberType(parties.callType()), domestic(record),
        form.text(record.cost().destination()), form.text(dialOut ? external : parties.serviceNumber()),
        form.time(record.span().startMicros()), form.time(record.span().endMicros()),
        Long.toString(record.span().durationSeconds()));
  }

  private static String numberType(CallType type) {
    return switch (type) {
      case TOLL_DIAL_IN -> "Toll";
      case TOLL_FREE_DIAL_IN -> "Toll Free";
      case DIAL_OUT -> UNKNOWN;
    };
  }

  private String domestic(CallRecord record) {
    if (record.parties().remoteCountry().isEmpty()) {
      return UNKNOWN;
    }
    return record.parties().remoteCountry().equals(country) ? "Domestic" : "International";
  }
}
