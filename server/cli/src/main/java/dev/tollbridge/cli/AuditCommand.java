package dev.tollbridge.cli;

import dev.tollbridge.v1.AuditEntry;
import dev.tollbridge.v1.ListAuditEntriesRequest;
import dev.tollbridge.v1.ListAuditEntriesResponse;
import dev.tollbridge.v1.TimeRange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who changed what. */
@Command(name = "audit", mixinStandardHelpOptions = true,
    description = "Lists the changes that somebody asked for, done or refused: who, from where, and the balance before and"
        + " after.",
    footer = {
      "  tollbridge audit --organization acme --month 2026-11",
      "  tollbridge audit --author ops --from 2026-11-01 -o csv --out audit.csv"})
final class AuditCommand implements Callable<Integer> {
  private static final Table<AuditEntry> ENTRY = Table.ofMessages(
      Column.text("time", each -> Shown.time(each.getTime())), Column.text("author", AuditEntry::getAuthor),
      Column.text("peer", AuditEntry::getPeer), Column.text("rpc", AuditEntry::getRpc),
      Column.text("organization_id", AuditEntry::getOrganizationId), Column.text("subject", AuditEntry::getSubject),
      Column.text("request_id", AuditEntry::getRequestId),
      Column.number("before", each -> each.hasBalanceBeforeMicros()
          ? Amount.decimal(each.getBalanceBeforeMicros(), each.getCurrencyCode())
          : ""),
      Column.number("after", each -> each.hasBalanceAfterMicros()
          ? Amount.decimal(each.getBalanceAfterMicros(), each.getCurrencyCode())
          : ""),
      Column.text("currency", AuditEntry::getCurrencyCode), Column.text("outcome", AuditEntry::getOutcome));

  @Mixin
  private ServerCall server = new ServerCall();

  @Mixin
  private Period period = new Period();

  @Option(names = "--organization", paramLabel = "ORG", defaultValue = "",
      description = "Only of this organization. Default: all, and what they share.")
  private String organization = "";

  @Option(names = "--author", paramLabel = "NAME", defaultValue = "", description = "Only by this identity.")
  private String author = "";

  @Override
  public Integer call() throws Exception {
    TimeRange range = period.range();
    return server.run(api -> server.output.list(ENTRY, Api.pages(
        token -> api.audit().listAuditEntries(ListAuditEntriesRequest.newBuilder().setTimeRange(range)
            .setOrganizationId(organization).setAuthor(author).setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
        ListAuditEntriesResponse::getEntriesList, ListAuditEntriesResponse::getNextPageToken)));
  }
}
