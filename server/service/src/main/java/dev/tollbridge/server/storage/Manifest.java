package dev.tollbridge.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The list of a backup's files: a line each with CRC32C, size and path, then how many there are. */
public final class Manifest {
  private static final String FILE = "backup.manifest";
  private static final String TITLE = "tollbridge backup 1";
  private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{8}) ([0-9]+) (.+)");
  private static final Pattern END = Pattern.compile("end ([0-9]+)");

  private final List<Entry> entries = new ArrayList<>();

  /** A file as it should be. */
  public record Entry(String path, long sizeBytes, int crc32c) {
    public static Entry of(String path, Path file) throws IOException {
      return new Entry(path, Files.size(file), DurableFiles.crc32c(file));
    }
  }

  /** Whether the directory is a backup, not a data directory. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  public void add(Entry entry) {
    entries.add(entry);
  }

  public List<Entry> entries() {
    return entries;
  }

  public void write(Path directory) throws IOException {
    List<String> lines = new ArrayList<>(List.of(TITLE));
    for (Entry entry : entries) {
      lines.add(HexFormat.of().toHexDigits(entry.crc32c()) + " " + entry.sizeBytes() + " " + entry.path());
    }
    lines.add("end " + entries.size());
    Files.write(directory.resolve(FILE), lines);
  }

  /** Reads a backup's list; throws {@link StartupException} when it is incomplete. */
  public static Manifest read(Path directory) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(FILE));
    if (lines.isEmpty() || !lines.getFirst().equals(TITLE)) {
      throw new StartupException(directory.resolve(FILE) + " does not begin with \"" + TITLE + "\"");
    }
    var manifest = new Manifest();
    for (String line : lines.subList(1, lines.size())) {
      Matcher entry = ENTRY.matcher(line);
      Matcher end = END.matcher(line);
      if (entry.matches()) {
        manifest.add(new Entry(entry.group(3), Long.parseLong(entry.group(2)),
            Integer.parseUnsignedInt(entry.group(1), 16)));
      } else if (end.matches() && Integer.parseInt(end.group(1)) == manifest.entries.size()) {
        return manifest;
      }
    }
    throw new StartupException(directory.resolve(FILE) + " is cut short or changed");
  }

  /** Compares the files with the list. */
  public void check(Path directory, Consumer<String> found) throws IOException {
    for (Entry entry : entries) {
      Path file = directory.resolve(entry.path());
      if (!Files.isRegularFile(file)) {
        found.accept(file + " is missing");
      } else if (!Entry.of(entry.path(), file).equals(entry)) {
        found.accept(file + " has changed since the backup was made: size or checksum differ");
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.filter(Files::isRegularFile).filter(file -> !isListed(directory.relativize(file).toString())).sorted()
          .forEach(file -> found.accept(file + " is not part of the backup"));
    }
  }

  private boolean isListed(String path) {
    return path.equals(FILE) || entries.stream().anyMatch(entry -> entry.path().equals(path));
  }
}
