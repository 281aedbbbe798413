package dev.tollbridge.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.storage.StartupException;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.RateDeckWarning;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Checks a rate deck's file on a running server, shows what looks wrong, and imports it. */
@Command(name = "import", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Imports a rate deck from a CSV file, whole or not at all. The server first checks the file: it names"
        + " each row that is wrong, warns of what looks wrong, and counts the prefixes that the new deck takes away from"
        + " the one in force; that needs a yes.",
    footer = {"", "A file begins with a header row; columns may be in any order:",
      "  prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency",
      "  44,United Kingdom,0.015,0,60,60,USD",
      "  4477,United Kingdom mobile,0.032,0,60,60,USD",
      "Optional columns: country, caller_country, action, min_digits, max_digits, time_zone, days, from_time, to_time.",
      "", "Examples:",
      "  tollbridge deck import --check dial-out.csv",
      "  tollbridge deck import --effective-time 2026-12-01T00:00:00Z dial-out.csv",
      "  tollbridge deck import --call-type toll-free --yes toll-free.csv",
      "", "Exit codes: 0 imported (or, with --check, valid), 1 not imported and why, 2 wrong options."})
final class DeckImportCommand implements Callable<Integer> {
  private static final long MAX_BYTES = 64L << 20;
  private static final int WARNINGS_SHOWN = 20;
  private static final int DATE_LENGTH = "2026-12-01".length();

  @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090",
      description = "The server. Default: ${DEFAULT-VALUE}.")
  private HostAndPort target = new HostAndPort("127.0.0.1", 9090);

  @Option(names = "--call-type", paramLabel = "TYPE", defaultValue = "dial-out",
      description = "What the deck prices: dial-out, toll or toll-free. Default: ${DEFAULT-VALUE}.")
  private String callType = "dial-out";

  @Option(names = "--name", paramLabel = "NAME", description = "Name of the deck. Default: the file's name.")
  private @Nullable String name;

  @Option(names = "--effective-time", paramLabel = "TIME",
      description = "In force from then, such as 2026-12-01T00:00:00Z, or 2026-12-01 for its beginning in UTC."
          + " Default: now.")
  private @Nullable String effectiveTime;

  @Option(names = "--check", description = "Only checks the file; nothing is imported.")
  private boolean check;

  @Option(names = "--strict", description = "Takes warnings for errors.")
  private boolean strict;

  @Option(names = "--yes", description = "Imports without a question what takes prefixes away from the deck in force.")
  private boolean yes;

  @Option(names = "--all-warnings", description = "Shows every warning instead of the first " + WARNINGS_SHOWN + ".")
  private boolean allWarnings;

  @Parameters(paramLabel = "FILE", description = "The CSV file.")
  private Path file = Path.of("");

  @Spec
  private @Nullable CommandSpec spec;

  /** Whether the user agrees to a question; empty when nobody can be asked. */
  private final Supplier<Optional<Predicate<String>>> terminal;

  DeckImportCommand() {
    this(DeckImportCommand::terminal);
  }

  DeckImportCommand(Supplier<Optional<Predicate<String>>> terminal) {
    this.terminal = terminal;
  }

  private static Optional<Predicate<String>> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal)
        .map(console -> question -> List.of("y", "yes").contains(
            String.valueOf(console.readLine("%s [y/N] ", question)).strip().toLowerCase(Locale.ROOT)));
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Predicate<String>> user = terminal.get();
    ImportRateDeckHeader header = header();
    ByteString content = content();
    ManagedChannel channel = Channels.open(target);
    try {
      return run(new DeckSender(channel, content, user.isPresent()), header, user);
    } catch (StatusException | StatusRuntimeException refused) {
      throw Channels.refused(refused);
    } finally {
      out().flush();
      channel.shutdownNow();
    }
  }

  private ImportRateDeckHeader header() {
    var header = ImportRateDeckHeader.newBuilder().setRequestId(UUID.randomUUID().toString())
        .setDisplayName(name == null ? String.valueOf(file.getFileName()) : name).setCallType(callType())
        .setStrict(strict);
    if (effectiveTime != null) {
      header.setEffectiveTime(Times.timestamp(time(effectiveTime)));
    }
    return header.build();
  }

  private CallType callType() {
    try {
      return new CallTypeName().convert(callType);
    } catch (TypeConversionException e) {
      throw wrong("--call-type must be dial-out, toll or toll-free, not " + callType);
    }
  }

  private Instant time(String text) {
    try {
      return text.length() == DATE_LENGTH
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong("--effective-time must be such as 2026-12-01T00:00:00Z or 2026-12-01, not " + text);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private ByteString content() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(file + " is larger than 64 MiB");
      }
      return ByteString.copyFrom(Files.readAllBytes(file));
    } catch (IOException e) {
      throw wrong(file + " cannot be read: " + e);
    }
  }

  private int run(DeckSender sender, ImportRateDeckHeader header, Optional<Predicate<String>> user)
      throws StatusException, InterruptedException {
    ImportRateDeckResponse checked = sender.send(header.toBuilder().setValidateOnly(true).build(), "checking");
    show(checked);
    if (check) {
      out().println("valid; nothing was imported");
      return 0;
    }
    boolean removes = checked.getRemovedPrefixCount() > 0;
    if (removes && !yes && !user.map(asked -> asked.test("Import it nevertheless?")).orElse(false)) {
      throw new StartupException("nothing was imported: it would take prefixes away; --yes imports it nevertheless");
    }
    ImportRateDeckResponse imported = sender.send(header.toBuilder().setAllowRemovals(removes).build(), "importing");
    out().printf(Locale.ROOT, "imported %s, in force from %s%n", imported.getDeck().getDeckId(),
        instant(imported.getDeck().getEffectiveTime()));
    return 0;
  }

  private void show(ImportRateDeckResponse checked) {
    int shown = allWarnings ? checked.getWarningsCount() : Math.min(WARNINGS_SHOWN, checked.getWarningsCount());
    for (RateDeckWarning warning : checked.getWarningsList().subList(0, shown)) {
      out().println("warning: " + (warning.getRow() == 0 ? "" : "row " + warning.getRow() + ": ")
          + warning.getMessage());
    }
    if (shown < checked.getWarningsCount()) {
      out().println("… and " + (checked.getWarningsCount() - shown) + " more warnings: --all-warnings shows them");
    }
    out().printf(Locale.ROOT, "%,d rates in %s%n", checked.getDeck().getRateCount(),
        checked.getDeck().getCurrencyCode());
    int removed = checked.getRemovedPrefixCount();
    if (removed > 0) {
      out().printf(Locale.ROOT, "it takes %,d %s away from %s: %s%s%n", removed, removed == 1 ? "prefix" : "prefixes",
          checked.getReplacedDeckId(), String.join(", ", checked.getRemovedPrefixesList().stream()
              .map(prefix -> prefix.isEmpty() ? "that of any number" : prefix).toList()),
          removed > checked.getRemovedPrefixesCount() ? ", …" : "");
    }
    out().flush();
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
