package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.RequestChecks;
import java.util.List;
import java.util.function.Function;

/**
 * The page that a request asks for, of a list that is ordered by text keys.
 *
 * @param size maximum number of items
 * @param after key of the item before the page; empty for the first page
 */
record PageRequest(PageToken list, int size, String after) {
  static PageRequest of(PageToken list, int pageSize, String pageToken, RequestChecks checks) {
    return new PageRequest(list, checks.pageSize(pageSize), list.key(pageToken, checks));
  }

  /** How many items to read: one more than the page may have, which shows that another page follows. */
  int limit() {
    return size + 1;
  }

  /** @param found up to {@link #limit} items */
  <T> Page<T> of(List<T> found, Function<T, String> key) {
    return Page.of(found, size, list, key);
  }
}
