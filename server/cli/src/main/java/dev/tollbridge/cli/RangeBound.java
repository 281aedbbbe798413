package dev.tollbridge.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an instant as people write it: 2026-11-01 (midnight UTC), 2026-11-01T08:00Z, 2026-11-01T09:00:00+01:00. */
final class RangeBound implements ITypeConverter<Instant> {
  private static final int DATE_LENGTH = 10;

  @Override
  public Instant convert(String text) {
    try {
      return text.length() == DATE_LENGTH
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text
          + "' is neither a date such as 2026-11-01 nor a time with its offset such as 2026-11-01T08:00:00Z");
    }
  }
}
