package dev.tollbridge.simulator.verify;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.v1.CallRecord;
import java.util.ArrayList;
import java.util.List;

/** Compares two call records field by field. */
final class RecordComparison {
  private final List<String> expectedFields = new ArrayList<>();
  private final List<String> seenFields = new ArrayList<>();

  private RecordComparison() {}

  /** Adds one difference that names every field which differs; nothing when the records are equal. */
  static void compare(String subject, CallRecord expected, CallRecord seen, Findings findings) {
    if (expected.equals(seen)) {
      return;
    }
    RecordComparison comparison = new RecordComparison();
    for (FieldDescriptor field : CallRecord.getDescriptor().getFields()) {
      comparison.field(field, expected.getField(field), seen.getField(field));
    }
    findings.wrong(subject, String.join(", ", comparison.expectedFields), String.join(", ", comparison.seenFields));
  }

  private void field(FieldDescriptor field, Object expected, Object seen) {
    if (!expected.equals(seen)) {
      expectedFields.add(field.getName() + "=" + text(expected));
      seenFields.add(field.getName() + "=" + text(seen));
    }
  }

  private static String text(Object value) {
    return value instanceof Timestamp time ? EngineTime.instant(EngineTime.micros(time)).toString() : value.toString();
  }
}
