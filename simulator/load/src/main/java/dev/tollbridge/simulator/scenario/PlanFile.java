package dev.tollbridge.simulator.scenario;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;

/** A plan as a trace file, which can be inspected, changed and replayed. */
public final class PlanFile {
  private PlanFile() {}

  /** Writes every leg of the plan; returns their number. */
  public static long write(Plan plan, Path path) throws IOException {
    long legs = 0;
    try (CsvWriter csv = CsvWriter.builder().build(path)) {
      csv.writeRecord(TraceFile.COLUMNS);
      for (PlannedLeg leg : plan) {
        csv.writeRecord(seconds(leg.startNanos(), 9), seconds(leg.holdMicros(), 6), className(leg.callType()),
            Integer.toString(leg.organization()), Long.toString(leg.conference()), Integer.toString(leg.organizer()),
            leg.service().text(), remote(leg));
        legs++;
      }
    }
    return legs;
  }

  private static String seconds(long amount, int decimals) {
    return BigDecimal.valueOf(amount, decimals).toPlainString();
  }

  private static String remote(PlannedLeg leg) {
    return leg.remote().written().isEmpty() ? TraceFile.NOT_SHOWN : leg.remote().written();
  }

  private static String className(CallType callType) {
    return switch (callType) {
      case CALL_TYPE_TOLL_DIAL_IN -> "toll";
      case CALL_TYPE_TOLL_FREE_DIAL_IN -> "tollfree";
      case CALL_TYPE_DIAL_OUT -> "dialout";
      case CALL_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException(callType.toString());
    };
  }
}
