package dev.tollbridge.server.api;

import dev.tollbridge.server.record.Position;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.v1.TimeRange;
import java.util.List;
import java.util.function.Function;

/**
 * The page that a request asks for, of an organization's rows in the order of their time.
 *
 * @param size maximum number of items
 * @param after the page begins after it
 */
record PageOfRows(PageToken list, OrganizationRows rows, int size, Position after) {
  static PageOfRows of(PageToken list, String organizationId, TimeRange timeRange, int pageSize, String pageToken,
      RequestChecks checks) {
    OrganizationRows rows = OrganizationRows.of(organizationId, timeRange, checks);
    return new PageOfRows(list, rows, checks.pageSize(pageSize), list.position(pageToken, rows.fromMicros(), checks));
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
