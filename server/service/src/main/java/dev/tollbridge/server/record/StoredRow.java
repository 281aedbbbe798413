package dev.tollbridge.server.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored row.
 *
 * @param sequence position in the shard's table: 1, 2, 3 …
 * @param completedMicros the earliest time at which the row can exist, microseconds since 1970
 * @param values in the order of {@link RecordTable#columns}, numbers in decimal
 */
public record StoredRow(long sequence, long completedMicros, List<@Nullable String> values) {
  public StoredRow {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }
}
