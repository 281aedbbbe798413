package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.report.Assertion;
import dev.tollbridge.simulator.report.Assessment;
import dev.tollbridge.simulator.report.Reports;
import dev.tollbridge.simulator.report.RunReport;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a load's reports and assertions. */
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

  /** Opens the files; {@link IllegalArgumentException} describes what is wrong. */
  Reports open() {
    if (allowLate < 0 || allowLate > 100) {
      throw new IllegalArgumentException("--allow-late must be from 0 to 100");
    }
    try {
      return Reports.open(new Reports.Paths(html, json, csv, hlog));
    } catch (FileSystemException e) {
      IOException reason = e.getCause() instanceof IOException cause ? cause : e;
      throw new IllegalArgumentException(OutputFile.unwritable(option(e.getFile()), Path.of(e.getFile()), reason), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the reports cannot be written: " + e.getMessage(), e);
    }
  }

  /** The paths by their options. */
  Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    put(files, "--report", html);
    put(files, "--json", json);
    put(files, "--csv", csv);
    put(files, "--hlog", hlog);
    return files;
  }

  private static void put(Map<String, Path> files, String option, @Nullable Path file) {
    if (file != null) {
      files.put(option, file);
    }
  }

  private String option(String file) {
    return files().entrySet().stream().filter(option -> option.getValue().toString().equals(file))
        .map(Map.Entry::getKey).findFirst().orElse("report");
  }

  /** Judges the run by the assertions. */
  Assessment assess(RunReport report, boolean interrupted) {
    return Assessment.of(report, assertions, allowLate, interrupted);
  }
}
