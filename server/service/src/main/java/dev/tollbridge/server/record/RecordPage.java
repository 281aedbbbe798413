package dev.tollbridge.server.record;

import java.util.List;

/**
 * One page of an ordered list.
 *
 * @param nextPageToken asks for the page after this one; empty on the last page
 */
public record RecordPage<T>(List<T> items, String nextPageToken) {
  public RecordPage {
    items = List.copyOf(items);
  }
}
