package dev.tollbridge.server.api;

import java.util.List;
import java.util.function.Function;

/**
 * One page of an ordered list.
 *
 * @param nextPageToken asks for the page after this one; empty on the last page
 */
record Page<T>(List<T> items, String nextPageToken) {
  Page {
    items = List.copyOf(items);
  }

  /** @param found up to one more item than the page may have, which shows that another page follows */
  static <T> Page<T> of(List<T> found, int pageSize, PageToken list, Function<T, String> key) {
    if (found.size() <= pageSize) {
      return new Page<>(found, "");
    }
    List<T> items = found.subList(0, pageSize);
    return new Page<>(items, list.after(key.apply(items.getLast())));
  }
}
