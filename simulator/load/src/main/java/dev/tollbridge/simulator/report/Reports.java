package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.output.Json;
import dev.tollbridge.simulator.output.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The result files of a run. They are opened before the run, so that it is not played in vain. */
public final class Reports implements AutoCloseable {

  /**
   * The paths of the files; null: not written.
   *
   * @param html the report for people
   * @param json all results
   * @param csv the run's time series
   * @param hlog every latency, as a histogram log
   */
  public record Paths(@Nullable Path html, @Nullable Path json, @Nullable Path csv, @Nullable Path hlog) {}

  private final List<WholeFile> files = new ArrayList<>();
  private final @Nullable WholeFile html;
  private final @Nullable WholeFile json;
  private final @Nullable WholeFile csv;
  private final @Nullable WholeFile hlog;
  private final @Nullable HistogramLog log;

  private Reports(Paths paths) throws IOException {
    html = open(paths.html());
    json = open(paths.json());
    csv = open(paths.csv());
    hlog = open(paths.hlog());
    log = hlog == null ? null : new HistogramLog(hlog.content());
  }

  /**
   * Opens every file; if one cannot be written, fails and leaves none, with a {@link FileSystemException} that has its
   * path as given, and the reason as its cause.
   */
  public static Reports open(Paths paths) throws IOException {
    return new Reports(paths);
  }

  /** The files that need every sample of the run. */
  public List<Consumer<Sample>> watchers() {
    return log == null ? List.of() : List.of(log);
  }

  /** Writes the results and gives the files their final names. */
  public void write(RunDescription description, RunReport report, Assessment assessment) throws IOException {
    if (html != null) {
      write(html, HtmlReport.of(description, report, assessment));
    }
    if (json != null) {
      write(json, Json.text(ReportData.of(description, report, assessment)) + "\n");
    }
    if (csv != null) {
      SeriesCsv.write(report.series(), csv.content());
    }
    if (log != null && !log.finish()) {
      throw new IOException("the histogram log could not be written");
    }
    for (WholeFile file : files) {
      file.commit();
    }
  }

  private static void write(WholeFile file, String text) throws IOException {
    OutputStream content = file.content();
    content.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable WholeFile open(@Nullable Path path) throws IOException {
    if (path == null) {
      return null;
    }
    try {
      WholeFile file = WholeFile.open(path);
      files.add(file);
      return file;
    } catch (IOException e) {
      close();
      FileSystemException named = new FileSystemException(path.toString());
      named.initCause(e);
      throw named;
    }
  }

  @Override
  public void close() throws IOException {
    for (WholeFile file : files) {
      file.close();
    }
  }
}
