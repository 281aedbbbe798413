package dev.tollbridge.server.api;

import dev.tollbridge.server.record.RecordPage;
import java.util.List;
import java.util.function.Function;

/** Cuts pages from lists that are ordered by text keys. */
final class Pages {
  private Pages() {}

  /** @param found up to one more item than the page may have, which tells that another page follows */
  static <T> RecordPage<T> of(List<T> found, int pageSize, PageToken list, Function<T, String> key) {
    if (found.size() <= pageSize) {
      return new RecordPage<>(found, "");
    }
    List<T> items = found.subList(0, pageSize);
    return new RecordPage<>(items, list.after(key.apply(items.getLast())));
  }
}
