package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.report.Assertion;
import dev.tollbridge.simulator.report.Assessment;
import dev.tollbridge.simulator.report.Reports;
import dev.tollbridge.simulator.report.RunReport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a load is to say about itself, and what it must come to. */
final class ReportOptions {
  @Option(names = "--report", paramLabel = "FILE")
  private @Nullable Path html;
  @Option(names = "--json", paramLabel = "FILE")
  private @Nullable Path json;
  @Option(names = "--csv", paramLabel = "FILE")
  private @Nullable Path csv;
  @Option(names = "--hlog", paramLabel = "FILE")
  private @Nullable Path hlog;
  @Option(names = "--assert", paramLabel = "CLAIM")
  private List<Assertion> assertions = new ArrayList<>();
  @Option(names = "--allow-late", paramLabel = "PERCENT", defaultValue = "1")
  private int allowLate;

  /** Begins the files; {@link IllegalArgumentException} says what is wrong. */
  Reports open() {
    if (allowLate < 0 || allowLate > 100) {
      throw new IllegalArgumentException("--allow-late must be from 0 to 100");
    }
    List<Path> paths = Stream.of(html, json, csv, hlog).filter(Objects::nonNull)
        .map(path -> path.toAbsolutePath().normalize()).toList();
    if (paths.stream().distinct().count() < paths.size()) {
      throw new IllegalArgumentException("--report, --json, --csv and --hlog must name different files");
    }
    try {
      return Reports.open(new Reports.Paths(html, json, csv, hlog));
    } catch (FileSystemException e) {
      throw new IllegalArgumentException("cannot write " + e.getFile() + ": " + reason(e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot write the reports: " + e.getMessage(), e);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() != null
        ? e.getReason()
        : e instanceof FileAlreadyExistsException ? "it is there" : e.getClass().getSimpleName();
  }

  /** Judges the run by what was claimed. */
  Assessment assess(RunReport report, boolean interrupted) {
    return Assessment.of(report, assertions, allowLate, interrupted);
  }
}
