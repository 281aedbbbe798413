package dev.tollbridge.server.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, the header first, made some at a time. */
interface CsvRows {
  /** The next rows, at least one, but few enough for memory; null after the last one. */
  @Nullable
  List<List<String>> next();
}
