package dev.tollbridge.cli;

import com.google.protobuf.ByteString;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of what a command prints, and its printer: a table for people, JSON and CSV for scripts. */
final class Output {
  /** Rows that a table's widths are taken from; more are written without waiting for the last. */
  private static final int PAGE = 1_000;

  /** The forms. */
  enum Form {
    TABLE, JSON, CSV
  }

  @Option(names = {"-o", "--output"}, paramLabel = "table|json|csv", defaultValue = "table",
      description = "Form of the output. Default: ${DEFAULT-VALUE}.")
  Form form = Form.TABLE;

  @Option(names = "--json", description = "The same as -o json: objects as the API has them, lists as one array.")
  boolean json;

  @Option(names = "--out", paramLabel = "FILE",
      description = "Writes the output to this file, which is then whole or not there.")
  @Nullable
  Path file;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  Form form() {
    return json ? Form.JSON : form;
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }

  /** A line for people that is no part of the output. */
  void note(String line) {
    command().commandLine().getErr().println(line);
  }

  /** Content of the output. */
  interface Writing {
    void to(PrintWriter writer) throws IOException;
  }

  void write(Writing content) throws IOException {
    if (file == null) {
      PrintWriter out = command().commandLine().getOut();
      content.to(out);
      out.flush();
      return;
    }
    try (WholeFile made = WholeFile.open(file)) {
      var writer = new PrintWriter(new OutputStreamWriter(made.stream(), StandardCharsets.UTF_8));
      content.to(writer);
      if (writer.checkError()) {
        throw new IOException(file + " could not be written");
      }
      made.complete();
    }
  }

  /** Prints rows as they arrive. */
  <T> void list(Table<T> table, Iterable<T> rows) throws IOException {
    write(writer -> {
      switch (form()) {
        case TABLE -> table(table, rows.iterator(), writer);
        case JSON -> array(table, rows.iterator(), writer);
        case CSV -> csv(table, rows.iterator(), writer);
      }
    });
  }

  /** Prints rows as a file that programs read: CSV unless JSON is asked for. */
  <T> void export(Table<T> table, Iterable<T> rows) throws IOException {
    if (form() == Form.TABLE) {
      form = Form.CSV;
    }
    list(table, rows);
  }

  /** Prints one thing. */
  <T> void one(Table<T> table, T row) throws IOException {
    write(writer -> {
      switch (form()) {
        case TABLE -> writer.print(table.described(row));
        case JSON -> writer.println(table.json().apply(row));
        case CSV -> csv(table, List.of(row).iterator(), writer);
      }
    });
  }

  /** Prints a file that the server made, from its parts. */
  <T> void file(Iterator<T> parts, Function<T, ByteString> bytes) throws IOException {
    if (file == null) {
      while (parts.hasNext()) {
        bytes.apply(parts.next()).writeTo(System.out);
      }
      System.out.flush();
      return;
    }
    try (WholeFile made = WholeFile.open(file)) {
      while (parts.hasNext()) {
        bytes.apply(parts.next()).writeTo(made.stream());
      }
      made.complete();
    }
  }

  private static <T> void table(Table<T> table, Iterator<T> rows, PrintWriter writer) {
    List<T> page = page(rows);
    int[] widths = table.widths(page);
    writer.println(table.heading(widths));
    while (!page.isEmpty()) {
      page.forEach(row -> writer.println(table.line(row, widths)));
      // Nobody reads any more when a pipe's reader has gone.
      page = writer.checkError() ? List.of() : page(rows);
    }
  }

  private static <T> List<T> page(Iterator<T> rows) {
    List<T> page = new ArrayList<>();
    while (page.size() < PAGE && rows.hasNext()) {
      page.add(rows.next());
    }
    return page;
  }

  private static <T> void array(Table<T> table, Iterator<T> rows, PrintWriter writer) {
    writer.print("[");
    for (String separator = "\n"; rows.hasNext() && !writer.checkError(); separator = ",\n") {
      writer.print(separator + table.json().apply(rows.next()));
    }
    writer.println("\n]");
  }

  private static <T> void csv(Table<T> table, Iterator<T> rows, PrintWriter writer) throws IOException {
    var text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(table.columns().stream().map(Column::name).toList());
      while (rows.hasNext() && !writer.checkError()) {
        T row = rows.next();
        csv.writeRecord(table.columns().stream().map(column -> column.of(row)).toList());
        csv.flush();
        writer.print(text);
        text.getBuffer().setLength(0);
      }
      csv.flush();
      writer.print(text);
    }
  }
}
