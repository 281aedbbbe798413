package dev.tollbridge.cli;

import com.google.protobuf.ByteString;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.RateDeckWarning;
import io.grpc.StatusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A rate deck's file and how it is to be imported. */
final class DeckFile {
  private static final long MAX_BYTES = 64L << 20;
  private static final int WARNINGS_SHOWN = 20;

  @Option(names = "--call-type", paramLabel = "TYPE", converter = CallTypeName.class, defaultValue = "dialout",
      description = "What the deck prices: toll, tollfree or dialout. Default: ${DEFAULT-VALUE}.")
  CallType callType = CallType.CALL_TYPE_DIAL_OUT;

  @Option(names = "--name", paramLabel = "NAME", description = "Name of the deck. Default: the file's name.")
  @Nullable
  String name;

  @Option(names = "--effective-time", paramLabel = "TIME", converter = RangeBound.class,
      description = "In force from then, such as 2026-12-01 for its beginning in UTC, or 2026-12-01T00:00:00+01:00."
          + " Default: now.")
  @Nullable
  Instant effectiveTime;

  @Option(names = "--strict", description = "Takes warnings for errors.")
  boolean strict;

  @Option(names = "--all-warnings", description = "Shows every warning instead of the first " + WARNINGS_SHOWN + ".")
  boolean allWarnings;

  @Parameters(paramLabel = "FILE", description = "The CSV file.")
  Path file = Path.of("");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Checks the file on the server. */
  void check(Api api, Output output) throws Exception {
    ImportRateDeckResponse checked = send(api, header(UUID.randomUUID().toString()).setValidateOnly(true), "checking");
    if (output.form() == Output.Form.TABLE) {
      show(checked, output);
      output.note(checked.getRemovedPrefixCount() > 0
          ? "valid; nothing was imported. An import asks whether to take those prefixes away"
          : "valid; nothing was imported");
    } else {
      output.one(Table.ofMessages(Column.number("rates", each -> each.getDeck().getRateCount()),
          Column.number("warnings", ImportRateDeckResponse::getWarningsCount),
          Column.number("removed_prefixes", ImportRateDeckResponse::getRemovedPrefixCount),
          Column.text("replaced_deck_id", ImportRateDeckResponse::getReplacedDeckId)), checked);
    }
  }

  /** Checks the file, asks if it takes prefixes away, and imports it. */
  ImportRateDeckResponse importTo(Api api, Output output, Confirmation confirmation) throws Exception {
    var header = header(confirmation.quietRequestId());
    ImportRateDeckResponse checked = send(api, header.clone().setValidateOnly(true), "checking");
    show(checked, output);
    boolean removes = checked.getRemovedPrefixCount() > 0;
    if (removes) {
      confirmation.ask("It takes prefixes away from the deck in force. Import it nevertheless?");
    }
    return send(api, header.setAllowRemovals(removes), "importing");
  }

  private ImportRateDeckHeader.Builder header(String requestId) {
    var header = ImportRateDeckHeader.newBuilder().setRequestId(requestId)
        .setDisplayName(name == null ? String.valueOf(file.getFileName()) : name).setCallType(callType)
        .setStrict(strict);
    if (effectiveTime != null) {
      header.setEffectiveTime(Times.timestamp(effectiveTime));
    }
    return header;
  }

  private ImportRateDeckResponse send(Api api, ImportRateDeckHeader.Builder header, String doing)
      throws StatusException, InterruptedException {
    return new DeckSender(api.channel(), content(), Terminal.system().isPresent()).send(header.build(), doing);
  }

  private ByteString content() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(file + " is larger than 64 MiB");
      }
      return ByteString.copyFrom(Files.readAllBytes(file));
    } catch (IOException e) {
      throw wrong("FILE cannot be read: " + Failures.ofFile(e));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void show(ImportRateDeckResponse checked, Output output) {
    int shown = allWarnings ? checked.getWarningsCount() : Math.min(WARNINGS_SHOWN, checked.getWarningsCount());
    for (RateDeckWarning warning : checked.getWarningsList().subList(0, shown)) {
      output.note("warning: " + (warning.getRow() == 0 ? "" : "row " + warning.getRow() + ": ") + warning.getMessage());
    }
    if (shown < checked.getWarningsCount()) {
      output.note("… and " + (checked.getWarningsCount() - shown) + " more warnings: --all-warnings shows them");
    }
    output.note(String.format(Locale.ROOT, "%,d rates in %s", checked.getDeck().getRateCount(),
        checked.getDeck().getCurrencyCode()));
    int removed = checked.getRemovedPrefixCount();
    if (removed > 0) {
      output.note(String.format(Locale.ROOT, "it takes %,d %s away from %s: %s%s", removed,
          removed == 1 ? "prefix" : "prefixes", checked.getReplacedDeckId(), String.join(", ", checked
              .getRemovedPrefixesList().stream().map(prefix -> prefix.isEmpty() ? "that of any number" : prefix)
              .toList()),
          removed > checked.getRemovedPrefixesCount() ? ", …" : ""));
    }
  }
}
