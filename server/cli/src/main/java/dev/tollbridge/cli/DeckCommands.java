package dev.tollbridge.cli;

import com.google.protobuf.util.Timestamps;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.DeleteRateDeckRequest;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.ListRateDecksResponse;
import dev.tollbridge.v1.ListRatesRequest;
import dev.tollbridge.v1.ListRatesResponse;
import dev.tollbridge.v1.Rate;
import dev.tollbridge.v1.RateDeck;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rate decks of a server. */
@Command(name = "deck", mixinStandardHelpOptions = true,
    description = "Checks, imports, lists, exports, compares and deletes rate decks.")
final class DeckCommands {
  private static final Table<RateDeck> DECK = Table.ofMessages(Column.text("deck_id", RateDeck::getDeckId),
      Column.text("name", RateDeck::getDisplayName),
      Column.text("call_type", each -> Shown.callType(each.getCallType())),
      Column.text("currency", RateDeck::getCurrencyCode),
      Column.text("effective", each -> Shown.time(each.getEffectiveTime())),
      Column.number("rates", RateDeck::getRateCount),
      Column.text("imported", each -> Shown.time(each.getImportTime())));

  /** As in a list: with the one that is in force. */
  private static final Table<RateDeck> LISTED = new Table<>(Stream.concat(DECK.columns().stream(),
      Stream.of(Column.<RateDeck>text("in_force", each -> each.getInForce() ? "yes" : ""))).toList(), DECK.json());

  @Command(name = "check", mixinStandardHelpOptions = true,
      description = "Checks a deck's file and imports nothing: names each row that is wrong, and"
          + " warns of what looks wrong.",
      footer = {"  tollbridge deck check dial-out.csv",
        "  tollbridge deck check --call-type tollfree --strict toll-free.csv"})
  int check(@Mixin ServerCall server, @Mixin DeckFile file) throws Exception {
    return server.run(api -> file.check(api, server.output));
  }

  @Command(name = "import", mixinStandardHelpOptions = true,
      description = "Imports a rate deck from a CSV file, whole or not at all. The server first"
          + " checks the file: it names each row that is wrong, warns of what looks wrong, and counts the prefixes that the"
          + " new deck takes away from the one in force; that needs a yes.",
      footer = {
        "  tollbridge deck import --check dial-out.csv",
        "  tollbridge deck import --effective-time 2026-12-01 dial-out.csv",
        "  tollbridge deck import --call-type tollfree --yes toll-free.csv",
        "",
        "A file begins with a header row; columns may be in any order:",
        "  prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency",
        "  44,United Kingdom,0.015,0,60,60,USD",
        "Optional columns: country, caller_country, action, min_digits, max_digits, time_zone, days, from_time, to_time."})
  int importDeck(@Mixin ServerCall server, @Mixin DeckFile file, @Mixin Confirmation confirmation,
      @Option(names = "--check", description = "Only checks the file, as deck check does.") boolean check)
      throws Exception {
    return server.run(api -> {
      if (check) {
        file.check(api, server.output);
      } else {
        RateDeck imported = file.importTo(api, server.output, confirmation).getDeck();
        server.output.one(DECK, imported);
        boolean begun = Timestamps.compare(imported.getEffectiveTime(), imported.getImportTime()) <= 0;
        if (begun && !imported.getInForce()) {
          server.output
              .note("it is not in force: a deck that is effective from a later time is. See: tollbridge deck list");
        }
      }
    });
  }

  @Command(name = "list", mixinStandardHelpOptions = true,
      description = "Lists the decks by call type, currency and time.", footer = {
        "  tollbridge deck list", "  tollbridge deck list --call-type dialout --json"})
  int list(@Mixin ServerCall server,
      @Option(names = "--call-type", paramLabel = "TYPE", converter = CallTypeName.class,
          description = "Only toll, tollfree or dialout.") @Nullable CallType type)
      throws Exception {
    return server.run(api -> server.output.list(LISTED, decks(api, orAll(type))));
  }

  private static CallType orAll(@Nullable CallType type) {
    return type == null ? CallType.CALL_TYPE_UNSPECIFIED : type;
  }

  static Iterable<RateDeck> decks(Api api, CallType type) {
    return Api.pages(
        token -> api.tariffs().listRateDecks(ListRateDecksRequest.newBuilder().setCallType(type)
            .setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
        ListRateDecksResponse::getDecksList, ListRateDecksResponse::getNextPageToken);
  }

  static RateDeck deck(Api api, String id) {
    for (RateDeck deck : decks(api, CallType.CALL_TYPE_UNSPECIFIED)) {
      if (deck.getDeckId().equals(id)) {
        return deck;
      }
    }
    throw CommandFailure.refused("there is no deck " + id + ". See: tollbridge deck list");
  }

  static Iterable<Rate> rates(Api api, String id) {
    return Api.pages(
        token -> api.tariffs()
            .listRates(
                ListRatesRequest.newBuilder().setDeckId(id).setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
        ListRatesResponse::getRatesList, ListRatesResponse::getNextPageToken);
  }

  @Command(name = "get", mixinStandardHelpOptions = true, description = "Shows a deck.",
      footer = "  tollbridge deck get deck-1f0e3dad-9990-8345-b743-9f8ffabdffc4")
  int get(@Mixin ServerCall server, @Parameters(paramLabel = "DECK", description = "Its id.") String id)
      throws Exception {
    return server.run(api -> server.output.one(DECK, deck(api, id)));
  }

  @Command(name = "export", mixinStandardHelpOptions = true,
      description = "Writes a deck as the CSV file that it can be imported from.", footer = {
        "  tollbridge deck export deck-1f0e3dad-9990-8345-b743-9f8ffabdffc4 --out dial-out.csv",
        "  tollbridge deck export deck-1f0e3dad-9990-8345-b743-9f8ffabdffc4 --json"})
  int export(@Mixin ServerCall server, @Parameters(paramLabel = "DECK", description = "Its id.") String id)
      throws Exception {
    return server.run(api -> server.output.export(DeckRows.columns(deck(api, id).getCurrencyCode()), rates(api, id)));
  }

  @Command(name = "diff", mixinStandardHelpOptions = true,
      description = "Compares two decks, row by row: what was added, removed and changed.",
      footer = "  tollbridge deck diff deck-1f0e3dad-9990-8345-b743-9f8ffabdffc4 deck-9f8ffabd-ffc4-8345-b743-1f0e3dad9990")
  int diff(@Mixin ServerCall server,
      @Parameters(paramLabel = "OLD", index = "0", description = "Id of the earlier deck.") String before,
      @Parameters(paramLabel = "NEW", index = "1", description = "Id of the later deck.") String after)
      throws Exception {
    return server.run(api -> server.output.list(DeckDifference.TABLE,
        DeckDifference.between(rates(api, before), rates(api, after))));
  }

  @Command(name = "delete", mixinStandardHelpOptions = true,
      description = "Deletes a deck that no call was rated with; the one before it is in force"
          + " again.",
      footer = "  tollbridge deck delete deck-1f0e3dad-9990-8345-b743-9f8ffabdffc4")
  int delete(@Mixin ServerCall server, @Parameters(paramLabel = "DECK", description = "Its id.") String id)
      throws Exception {
    return server.run(api -> {
      var _ = api.tariffs().deleteRateDeck(DeleteRateDeckRequest.newBuilder().setDeckId(id).build());
      server.output.one(Table.of(Column.text("deleted", text -> text)), id);
    });
  }
}
