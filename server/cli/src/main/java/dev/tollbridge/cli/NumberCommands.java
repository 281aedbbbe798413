package dev.tollbridge.cli;

import dev.tollbridge.v1.DeleteServiceNumberRequest;
import dev.tollbridge.v1.ListServiceNumbersRequest;
import dev.tollbridge.v1.ListServiceNumbersResponse;
import dev.tollbridge.v1.NumberType;
import dev.tollbridge.v1.PutServiceNumberRequest;
import dev.tollbridge.v1.ServiceNumber;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The numbers that callers dial. */
@Command(name = "number", mixinStandardHelpOptions = true,
    description = "Registers, lists and removes the numbers that callers dial.")
final class NumberCommands {
  private static final Table<ServiceNumber> NUMBER = Table.ofMessages(Column.text("number", ServiceNumber::getNumber),
      Column.text("type", each -> Shown.constant(each.getNumberType(), "NUMBER_TYPE_").replace(" ", "")),
      Column.text("country", ServiceNumber::getCountryCode));

  private static NumberType type(ServerCall server, String name) {
    return switch (Shown.callType(new CallTypeName().convert(name))) {
      case "toll" -> NumberType.NUMBER_TYPE_TOLL;
      case "tollfree" -> NumberType.NUMBER_TYPE_TOLL_FREE;
      default -> throw server.wrong("a number is toll or tollfree");
    };
  }

  @Command(name = "put", mixinStandardHelpOptions = true,
      description = "Registers a number, or changes the one with the same digits.", footer = {
        "  tollbridge number put +442071234567 toll", "  tollbridge number put +18005550100 tollfree --country US"})
  int put(@Mixin ServerCall server,
      @Parameters(paramLabel = "NUMBER", index = "0", description = "With '+' and the calling code.") String number,
      @Parameters(paramLabel = "toll|tollfree", index = "1", description = "Who pays for the call to it.") String type,
      @Option(names = "--country", paramLabel = "CC", defaultValue = "",
          description = "Default: taken from the number.") String country)
      throws Exception {
    NumberType read = type(server, type);
    return server.run(api -> server.output.one(NUMBER, api.numbers().putServiceNumber(PutServiceNumberRequest
        .newBuilder().setServiceNumber(ServiceNumber.newBuilder().setNumber(number).setNumberType(read)
            .setCountryCode(country))
        .build()).getServiceNumber()));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the numbers.",
      footer = "  tollbridge number list")
  int list(@Mixin ServerCall server) throws Exception {
    return server.run(api -> server.output.list(NUMBER, Api.pages(
        token -> api.numbers().listServiceNumbers(ListServiceNumbersRequest.newBuilder().setPageSize(Api.PAGE_SIZE)
            .setPageToken(token).build()),
        ListServiceNumbersResponse::getServiceNumbersList, ListServiceNumbersResponse::getNextPageToken)));
  }

  @Command(name = "delete", mixinStandardHelpOptions = true, description = "Removes numbers; active legs continue.",
      footer = "  tollbridge number delete +442071234567")
  int delete(@Mixin ServerCall server,
      @Parameters(paramLabel = "NUMBER", arity = "1..*", description = "The numbers.") List<String> numbers)
      throws Exception {
    return server.run(api -> {
      for (String number : numbers) {
        var _ = api.numbers().deleteServiceNumber(DeleteServiceNumberRequest.newBuilder().setNumber(number).build());
      }
      server.output.list(Table.of(Column.text("deleted", text -> text)), numbers);
    });
  }
}
