package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.DeleteServiceNumberRequest;
import dev.tollbridge.v1.GetServiceNumberRequest;
import dev.tollbridge.v1.ListServiceNumbersRequest;
import dev.tollbridge.v1.PutServiceNumberRequest;
import dev.tollbridge.v1.ServiceNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ServiceNumberApiTest {
  private static final String NUMBERS = "service_number.number";

  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static ServiceNumber number(String number, String country, int type) {
    return ServiceNumber.newBuilder().setNumber(number).setCountryCode(country).setNumberTypeValue(type).build();
  }

  private static ServiceNumber put(String number, String country, int type) {
    return server.numbers().putServiceNumber(PutServiceNumberRequest.newBuilder()
        .setServiceNumber(number(number, country, type)).build()).getServiceNumber();
  }

  private static ServiceNumber get(String number) {
    return server.numbers().getServiceNumber(GetServiceNumberRequest.newBuilder().setNumber(number).build())
        .getServiceNumber();
  }

  private static Object delete(String number) {
    return server.numbers().deleteServiceNumber(DeleteServiceNumberRequest.newBuilder().setNumber(number).build());
  }

  @TestFactory
  Stream<DynamicTest> numbersThatAreRefused() {
    return new Refusals()
        .invalid("put nothing", NUMBERS + " service_number.number_type", () -> put("", "", 0))
        .invalid("put without plus", NUMBERS, () -> put("442071234567", "", 1))
        .invalid("put with blanks", NUMBERS, () -> put("+44 2071234567", "", 1))
        .invalid("put with letters", NUMBERS, () -> put("+1800FLOWERS", "", 1))
        .invalid("put too long", NUMBERS, () -> put("+4420712345678901", "", 1))
        .invalid("put an unknown type", "service_number.number_type", () -> put("+442071234567", "", 9))
        .invalid("put an unknown country", "service_number.country_code", () -> put("+442071234567", "QQ", 1))
        .invalid("get nothing", "number", () -> get(""))
        .row("get an unknown one", "NOT_FOUND NO_SUCH_SERVICE_NUMBER", () -> get("+442079999999"))
        .invalid("delete nothing", "number", () -> delete(""))
        .row("delete an unknown one", "NOT_FOUND NO_SUCH_SERVICE_NUMBER", () -> delete("+442079999999"))
        .invalid("list page", "page_size page_token", () -> list(-1, PageToken.RATES.after("1")))
        .tests();
  }

  private static List<ServiceNumber> list(int pageSize, String token) {
    return server.numbers().listServiceNumbers(ListServiceNumbersRequest.newBuilder().setPageSize(pageSize)
        .setPageToken(token).build()).getServiceNumbersList();
  }

  @Test
  void theCountryComesFromTheNumberUnlessItIsGiven() {
    assertThat(put("+12125550100", "", 1)).isEqualTo(number("+12125550100", "US", 1));
    assertThat(put("+14165550100", "", 2)).isEqualTo(number("+14165550100", "CA", 2));
    assertThat(put("+80012345678", "", 2)).isEqualTo(number("+80012345678", "", 2));
    assertThat(put("+12125550100", "PR", 2)).isEqualTo(number("+12125550100", "PR", 2));
    assertThat(get("+12125550100")).isEqualTo(number("+12125550100", "PR", 2));
  }

  @Test
  void everyShardKnowsTheNumberOnceItIsPut() {
    var _ = put("+33140000001", "", 1);
    assertThat(server.router.shards())
        .allMatch(shard -> shard.read(engine -> engine.serviceNumber("33140000001") != null));

    var _ = delete("+33140000001");
    assertThat(server.router.shards())
        .noneMatch(shard -> shard.read(engine -> engine.serviceNumber("33140000001") != null));
  }

  @Test
  void numbersAreListedInOrderOfDigits() {
    for (String digits : List.of("+4930123456", "+4930123457", "+493012345")) {
      var _ = put(digits, "", 1);
    }
    var first = server.numbers().listServiceNumbers(ListServiceNumbersRequest.newBuilder().setPageSize(1).build());
    var rest = list(0, first.getNextPageToken());

    assertThat(first.getServiceNumbersCount()).isOne();
    assertThat(Stream.concat(first.getServiceNumbersList().stream(), rest.stream()).map(ServiceNumber::getNumber))
        .isSorted().doesNotHaveDuplicates().contains("+493012345", "+4930123456", "+4930123457");
  }
}
