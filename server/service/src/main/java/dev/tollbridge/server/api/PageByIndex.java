package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.RequestChecks;
import java.util.List;

/**
 * The page that a request asks for, of a list whose items keep their indexes.
 *
 * @param size maximum number of items
 * @param after index of the item before the page; -1 for the first page
 */
record PageByIndex(PageToken list, int size, int after) {
  static PageByIndex of(PageToken list, int pageSize, String pageToken, RequestChecks checks) {
    return new PageByIndex(list, checks.pageSize(pageSize), list.index(pageToken, checks));
  }

  <T> Page<T> of(List<T> all) {
    int from = Math.min(after + 1, all.size());
    int to = Math.min(from + size, all.size());
    return new Page<>(all.subList(from, to), to == all.size() ? "" : list.after(Integer.toString(to - 1)));
  }
}
