package dev.tollbridge.cli;

import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.LookupRateRequest;
import dev.tollbridge.v1.LookupRateResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rates of numbers. */
@Command(name = "rate", mixinStandardHelpOptions = true, description = "Finds the rate of a number.")
final class RateCommands {
  @Command(name = "lookup", mixinStandardHelpOptions = true,
      description = "Finds the rate of a number by the function that charges, and what a call costs.", footer = {
        "  tollbridge rate lookup +33140000000 --currency EUR --seconds 90",
        "  tollbridge rate lookup +18005550100 --currency USD --call-type tollfree --caller +12125550123",
        "  tollbridge rate lookup +33140000000 --currency EUR --at 2026-12-01"})
  int lookup(@Mixin ServerCall server,
      @Parameters(paramLabel = "NUMBER",
          description = "The number to dial; for toll and tollfree the service number.") String number,
      @Option(names = "--currency", paramLabel = "CUR", required = true,
          description = "ISO code, such as EUR.") String currency,
      @Option(names = "--call-type", paramLabel = "TYPE", converter = CallTypeName.class, defaultValue = "dialout",
          description = "toll, tollfree or dialout. Default: ${DEFAULT-VALUE}.") CallType type,
      @Option(names = "--caller", paramLabel = "NUMBER", defaultValue = "",
          description = "The caller, for tollfree rates.") String caller,
      @Option(names = "--at", paramLabel = "TIME", converter = RangeBound.class,
          description = "At this date or time. Default: now.") @Nullable Instant at,
      @Option(names = "--seconds", paramLabel = "N", defaultValue = "60",
          description = "Length of the call. Default: ${DEFAULT-VALUE}.") long seconds)
      throws Exception {
    boolean dialOut = type == CallType.CALL_TYPE_DIAL_OUT;
    var request = LookupRateRequest.newBuilder().setCallType(type).setCurrencyCode(currency).setDurationSeconds(seconds)
        .setRemoteNumber(dialOut ? number : caller).setServiceNumber(dialOut ? "" : number);
    if (at != null) {
      request.setTime(Times.timestamp(at));
    }
    return server.run(api -> {
      LookupRateResponse found = api.tariffs().lookupRate(request.build());
      if (!found.hasRate()) {
        throw CommandFailure.refused("no rate: no " + Shown.callType(type) + " deck in " + currency
            + " that is in force then has " + number + ". See: tollbridge deck list");
      }
      server.output.one(looked(currency, seconds), found);
    });
  }

  private static Table<LookupRateResponse> looked(String currency, long seconds) {
    return Table.ofMessages(Column.text("destination", each -> each.getRate().getDestination()),
        Column.text("prefix", each -> each.getRate().getPrefix()),
        Column.number("price_per_minute", each -> Amount.decimal(each.getRate().getPricePerMinuteMicros(), currency)),
        Column.number("connection_fee", each -> Amount.decimal(each.getRate().getConnectionFeeMicros(), currency)),
        Column.text("increments", each -> each.getRate().getInitialIncrementSeconds() + "/"
            + each.getRate().getRecurringIncrementSeconds()),
        Column.text("action", each -> each.getRate().getReject() ? "reject" : "price"),
        Column.number("seconds", _ -> seconds),
        Column.number("cost", each -> Amount.decimal(each.getCostMicros(), currency)),
        Column.text("currency", _ -> currency), Column.text("deck_id", LookupRateResponse::getDeckId));
  }
}
