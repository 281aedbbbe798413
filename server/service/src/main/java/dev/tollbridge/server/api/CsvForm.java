package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a CSV file's cells are written: by RFC 4180 for programs, or so that Excel shows what is in the file. Excel takes
 * a file without a mark for one of the local code page, a time with an offset for text, and +4930123456 or 00123 or 1E5
 * for a figure, whose text is lost.
 *
 * @param excel for Excel
 * @param zone whose local times are shown; UTC's end with Z
 */
record CsvForm(boolean excel, ZoneId zone) {
  static final CsvForm PLAIN = new CsvForm(false, ZoneOffset.UTC);

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  /** @param timeZone IANA name; empty for UTC */
  static CsvForm of(boolean excel, String timeZone, RequestChecks checks) {
    boolean known = timeZone.isEmpty() || timeZone.equals("UTC")
        || ZoneId.getAvailableZoneIds().contains(timeZone);
    checks.require(known, "time_zone", "must be an IANA time zone such as Europe/Berlin");
    return new CsvForm(excel, known && !timeZone.isEmpty() ? ZoneId.of(timeZone) : ZoneOffset.UTC);
  }

  /** The header row: the titles of local times, which show no offset, name their zone. */
  List<String> header(List<String> titles) {
    if (!excel) {
      return titles;
    }
    String suffix = zone.equals(ZoneOffset.UTC) ? "" : " (" + zone + ")";
    List<String> row = new ArrayList<>(titles.stream().map(title -> title.endsWith(" Time") ? title + suffix : title)
        .toList());
    row.set(0, BYTE_ORDER_MARK + row.getFirst());
    return row;
  }

  /** Text from outside: an id, a number, a name. */
  String text(String text) {
    if (!excel) {
      return CsvText.cell(text);
    }
    return text.isEmpty() ? "" : "=\"" + text.replace("\"", "\"\"") + '"';
  }

  /** An instant. */
  String time(long micros) {
    ZonedDateTime local = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone);
    if (excel) {
      return (local.getNano() == 0 ? SECONDS : MILLIS).format(local);
    }
    return zone.equals(ZoneOffset.UTC) ? Times.iso(micros) : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
  }
}
