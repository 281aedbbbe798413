package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.money.Money;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.server.record.RecordScan;
import dev.tollbridge.server.rpc.Times;
import java.util.ArrayList;
import java.util.List;
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
  private static final String UNKNOWN = "";

  private final RecordScan<CallRecord> records;
  private final String country;
  private final NumberMask mask;
  private final boolean exactAmounts;
  private boolean begun;

  /** @param country the organization's, ISO 3166 alpha-2 */
  UsageReport(RecordScan<CallRecord> records, String country, boolean exactAmounts) {
    this.records = records;
    this.country = country;
    this.exactAmounts = exactAmounts;
    mask = NumberMask.of(country);
  }

  @Override
  public @Nullable List<List<String>> next() {
    if (!begun) {
      begun = true;
      return List.of(row(HEADER, EXACT_HEADER));
    }
    List<List<String>> rows = records.next(PAGE_SIZE).stream().map(this::row).toList();
    return rows.isEmpty() ? null : rows;
  }

  private List<String> row(List<String> cells, List<String> exact) {
    List<String> row = new ArrayList<>(cells);
    if (exactAmounts) {
      row.addAll(exact);
    }
    return row;
  }

  private List<String> row(CallRecord record) {
    boolean dialOut = record.parties().callType() == CallType.DIAL_OUT;
    String external = mask.apply(record.parties().remoteNumber());
    List<String> cells = List.of(CsvText.cell(record.usageId()), CsvText.cell(record.legId()),
        CsvText.cell(record.parties().conferenceId()), country, CsvText.cell(record.parties().organizerId()), UNKNOWN,
        UNKNOWN,
        CsvText.cell(dialOut ? record.parties().serviceNumber() : external), dialOut ? "conf_out" : "conf_in",
        numberType(record.parties().callType()), domestic(record), CsvText.cell(record.cost().destination()),
        CsvText.cell(dialOut ? external : record.parties().serviceNumber()), Times.iso(record.span().startMicros()),
        Times.iso(record.span().endMicros()), Long.toString(record.span().durationSeconds()),
        Money.formatRoundedHalfUp(record.cost().price().connectionFeeMicros()),
        Money.formatRoundedHalfUp(record.chargeMicros()),
        record.cost().currency(), record.cost().capability());
    return row(cells,
        List.of(Long.toString(record.cost().price().connectionFeeMicros()), Long.toString(record.chargeMicros())));
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
