package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.cdr.CdrOptions;
import dev.tollbridge.simulator.cdr.CdrRun;
import dev.tollbridge.simulator.cdr.Period;
import dev.tollbridge.simulator.cdr.ReportFormat;
import dev.tollbridge.simulator.output.WholeFile;
import dev.tollbridge.simulator.sample.Mix;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tollbridge-sim cdr}: writes a usage report of generated calls. */
@Command(name = "cdr", mixinStandardHelpOptions = true, sortOptions = false, resourceBundle = CdrCommand.TEXTS)
final class CdrCommand implements Callable<Integer> {
  /** Texts of the help, those of options by their names. */
  static final String TEXTS = "dev.tollbridge.simulator.cli.cdr";
  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130;
  private static final String STANDARD_OUTPUT = "-";
  private static final int MAX_THREADS = 64;

  @Spec
  private @Nullable CommandSpec spec;
  @Option(names = "--count", paramLabel = "N", defaultValue = "1000000")
  private long count;
  @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
  private long seed;
  @Option(names = "--out", paramLabel = "FILE", required = true)
  private String out = "";
  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "csv")
  private ReportFormat format = ReportFormat.CSV;
  @Option(names = "--gzip")
  private boolean gzip;
  @Option(names = "--start", paramLabel = "DATE", defaultValue = "2026-10-01")
  private LocalDate start = LocalDate.EPOCH;
  @Option(names = "--days", paramLabel = "N", defaultValue = "28")
  private int days;
  @Option(names = "--organizations", paramLabel = "N", defaultValue = "1")
  private int organizations;
  @Option(names = "--organizers", paramLabel = "N", defaultValue = "200")
  private int organizers;
  @Option(names = "--mix", paramLabel = "WEIGHTS", defaultValue = "toll=60,tollfree=25,dialout=15")
  private Mix mix = new Mix(1, 1, 1);
  @Option(names = "--mask")
  private boolean mask;
  @Option(names = "--threads", paramLabel = "N")
  private int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());

  private final PrintStream standardOutput;
  private final PrintStream err;

  CdrCommand(PrintStream standardOutput, PrintStream err) {
    this.standardOutput = standardOutput;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    CdrOptions options = options();
    WholeFile file = file();
    RecordProgress progress = new RecordProgress(err, options.count());
    CdrRun run = new CdrRun(options, threads, progress);
    Interruption interruption = Interruption.install(run::stop);
    int exitCode = FAILED;
    try (file) {
      exitCode = write(run, file) ? 0 : interruption.happened() ? INTERRUPTED : FAILED;
      progress.finish(exitCode == 0);
    } catch (IOException e) {
      err.println("tollbridge-sim: " + out + " cannot be written: " + e);
    } finally {
      interruption.finished(exitCode);
    }
    return exitCode;
  }

  private boolean write(CdrRun run, @Nullable WholeFile file) throws IOException, InterruptedException {
    if (file == null) {
      return run.write(new PipeStream(standardOutput), gzip);
    }
    boolean whole = run.write(file.content(), gzip || out.endsWith(".gz"));
    if (whole) {
      file.commit();
    }
    return whole;
  }

  /** The output file; null: standard output. */
  private @Nullable WholeFile file() {
    try {
      return OutputFile.open("--out", out.equals(STANDARD_OUTPUT) ? null : Path.of(out));
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private CdrOptions options() {
    try {
      if (threads < 1 || threads > MAX_THREADS) {
        throw new IllegalArgumentException("--threads must be from 1 to " + MAX_THREADS);
      }
      return new CdrOptions(count, seed, new Period(start, days), organizations, organizers, mix, mask, format);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private ParameterException invalid(@Nullable String message) {
    if (spec == null) {
      throw new IllegalStateException("not run from the command line");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
