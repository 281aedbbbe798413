package dev.tollbridge.simulator.usage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a report's file: as they are, or unpacked from gzip or from the ZIP in which the vendor delivers it.
 *
 * @param bytes buffered; supports marks
 * @param packed null: the file is not gzip
 * @param remarks sentences about the file, for people
 */
record ReportSource(InputStream bytes, @Nullable GzipStream packed, List<String> remarks) {
  private static final int BUFFER = 1 << 16;
  private static final int MAGIC_BYTES = 4;
  private static final int GZIP = 0x1f8b;
  /** "PK": ZIP files, and workbooks, which are ZIP files. */
  private static final int ZIP = 0x504b;
  private static final int OLD_WORKBOOK = 0xd0cf11e0;
  private static final int NAMES_SHOWN = 5;
  private static final Pattern VENDORS = Pattern.compile("(?i)(?:.*/)?PSTN\\.calls[^/]*\\.csv");
  private static final Pattern ANY_CSV = Pattern.compile("(?i).*\\.(?:csv|tsv|txt)");
  private static final String WORKBOOK = "is a workbook of a spreadsheet program: save it as CSV there";

  /** Opens a file; {@link IllegalArgumentException} if no report can be in it. */
  static ReportSource open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      int first = peek(bytes);
      if (first == OLD_WORKBOOK) {
        throw new IllegalArgumentException(WORKBOOK);
      }
      if (first >>> 16 == GZIP) {
        GzipStream packed = GzipStream.open(bytes, BUFFER);
        return new ReportSource(new BufferedInputStream(packed, BUFFER), packed, List.of());
      }
      if (first >>> 16 == ZIP && (first & 0xffff) < 0x0900) {
        bytes.close();
        return zip(file);
      }
      return new ReportSource(bytes, null, List.of());
    } catch (IOException | IllegalArgumentException e) {
      bytes.close();
      throw e;
    }
  }

  /** The first four bytes, without consuming them; 0xff in place of those that a short file lacks. */
  static int peek(InputStream bytes) throws IOException {
    bytes.mark(MAGIC_BYTES);
    int first = 0;
    for (int i = 0; i < MAGIC_BYTES; i++) {
      first = (first << 8) | (bytes.read() & 0xff);
    }
    bytes.reset();
    return first;
  }

  private static ReportSource zip(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new IllegalArgumentException("is a ZIP that cannot be opened, truncated or damaged: " + e.getMessage(), e);
    }
    try {
      List<ZipEntry> files = zip.stream().<ZipEntry>map(entry -> entry)
          .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/")).toList();
      List<ZipEntry> reports = matching(files, VENDORS);
      List<ZipEntry> candidates = reports.isEmpty() ? matching(files, ANY_CSV) : reports;
      if (candidates.isEmpty() || (reports.isEmpty() && candidates.size() > 1)) {
        throw new IllegalArgumentException(withoutReport(files));
      }
      check(zip, candidates.getFirst());
      return new ReportSource(new BufferedInputStream(whole(zip, candidates.getFirst()), BUFFER), null,
          others(candidates));
    } catch (IOException | IllegalArgumentException e) {
      zip.close();
      throw e;
    }
  }

  /** Unpacks a file once, since its checksum is not known to be wrong before its end. */
  private static void check(ZipFile zip, ZipEntry entry) throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream bytes = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    } catch (ZipException | EOFException e) {
      throw new IllegalArgumentException("is a damaged ZIP: " + e.getMessage(), e);
    }
    if (checksum.getValue() != entry.getCrc()) {
      throw new IllegalArgumentException("is a damaged ZIP: the checksum of " + entry.getName() + " is wrong");
    }
  }

  private static List<ZipEntry> matching(List<ZipEntry> files, Pattern names) {
    return files.stream().filter(entry -> names.matcher(entry.getName()).matches()).toList();
  }

  private static String withoutReport(List<ZipEntry> files) {
    List<String> names = files.stream().map(ZipEntry::getName).toList();
    if (names.contains("[Content_Types].xml") || names.contains("content.xml")) {
      return WORKBOOK;
    }
    return "is a ZIP without a PSTN.calls*.csv; " + (names.isEmpty() ? "it is empty" : "it has " + listed(names));
  }

  private static List<String> others(List<ZipEntry> candidates) {
    List<String> names = candidates.stream().map(ZipEntry::getName).toList();
    return names.size() == 1
        ? List.of()
        : List.of(String.format(Locale.ROOT, "CAUTION: of the ZIP's %d reports only %s was read, not %s.", names.size(),
            names.getFirst(), listed(names.subList(1, names.size()))));
  }

  private static String listed(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())))
        + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
  }

  /** The unpacked file, which closes its ZIP with it. */
  private static InputStream whole(ZipFile zip, ZipEntry entry) throws IOException {
    return new FilterInputStream(zip.getInputStream(entry)) {
      @Override
      public void close() throws IOException {
        zip.close();
      }
    };
  }
}
