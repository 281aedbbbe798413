package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.compare.CompareOptions;
import dev.tollbridge.simulator.compare.Comparer;
import dev.tollbridge.simulator.compare.Comparison;
import dev.tollbridge.simulator.compare.HtmlPage;
import dev.tollbridge.simulator.compare.JsonPage;
import dev.tollbridge.simulator.compare.LicencePrice;
import dev.tollbridge.simulator.compare.TextPage;
import dev.tollbridge.simulator.compare.UnusableDeckException;
import dev.tollbridge.simulator.output.WholeFile;
import dev.tollbridge.simulator.usage.DateOrder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tollbridge-sim compare}: finds which offer is cheaper. */
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false, resourceBundle = CompareCommand.TEXTS)
final class CompareCommand implements Callable<Integer> {
  /** Texts of the help, those of options by their names. */
  static final String TEXTS = "dev.tollbridge.simulator.cli.compare";
  private static final int INCOMPLETE = 1;

  @Spec
  private @Nullable CommandSpec spec;
  @Parameters(paramLabel = "FILE", descriptionKey = "file")
  private Path file = Path.of("");
  @Option(names = "--licences", paramLabel = "N", required = true)
  private int licences;
  @Option(names = "--licence-price", paramLabel = "PRICE")
  private @Nullable LicencePrice price;
  @Option(names = "--deck", paramLabel = "[TYPE=]FILE")
  private List<String> decks = new ArrayList<>();
  @Option(names = "--currency", paramLabel = "CODE", defaultValue = "")
  private String currency = "";
  @Option(names = "--date-format", paramLabel = "ORDER")
  private DateOrder dates = DateOrder.UNSTATED;
  @Option(names = "--report", paramLabel = "FILE")
  private @Nullable Path report;
  @Option(names = "--json")
  private boolean json;

  private final PrintStream out;
  private final PrintStream err;

  CompareCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    CompareOptions options;
    WholeFile page;
    try {
      new DistinctFiles().add("FILE", file).add("--report", report);
      options = new CompareOptions(licences, price, DeckOptions.read(decks), currency, dates);
      page = OutputFile.open("--report", report);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
    try (page) {
      return answer(compare(options), page);
    } catch (IOException e) {
      err.println("tollbridge-sim: " + OutputFile.unwritable("--report", report, e));
      return INCOMPLETE;
    }
  }

  private int answer(Comparison comparison, @Nullable WholeFile page) throws IOException {
    if (json) {
      out.println(new JsonPage(comparison).text());
    } else {
      new TextPage(comparison, out).print();
    }
    if (!comparison.isComplete()) {
      err.println("tollbridge-sim: some rows could not be used: " + String.join("; ", comparison.firstBadRows()));
    }
    if (page != null) {
      page.content().write(new HtmlPage(comparison).text().getBytes(StandardCharsets.UTF_8));
      page.commit();
    }
    return comparison.isComplete() ? 0 : INCOMPLETE;
  }

  private Comparison compare(CompareOptions options) {
    try {
      return new Comparer(options).compare(file);
    } catch (UnusableDeckException e) {
      throw invalid("--deck " + DeckOptions.file(decks, e.callType()) + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw invalid(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw invalid(file + " cannot be read: " + e);
    }
  }

  private ParameterException invalid(@Nullable String message) {
    if (spec == null) {
      throw new IllegalStateException("not run from the command line");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
