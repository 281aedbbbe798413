package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import dev.tollbridge.server.rpc.ErrorDetails;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.LookupRateRequest;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.RateDeckWarning;
import dev.tollbridge.v1.RateDeckWarningReason;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RateDeckImportTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final String COLUMNS = TestServer.COLUMNS + "\n";
  private static final String FRANCE = "33,France,0.02,0,60,60,EUR\n";

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

  private static ImportRateDeckRequest header(String requestId) {
    return header(ImportRateDeckHeader.newBuilder().setRequestId(requestId).setDisplayName("A deck")
        .setCallType(CallType.CALL_TYPE_DIAL_OUT));
  }

  private static ImportRateDeckRequest header(ImportRateDeckHeader.Builder header) {
    return ImportRateDeckRequest.newBuilder().setHeader(header).build();
  }

  private static ImportRateDeckRequest chunk(String text) {
    return TestServer.chunk(text);
  }

  private static RateDeck upload(ImportRateDeckRequest... messages) {
    return DeckUpload.upload(server.channel(), Arrays.asList(messages)).getDeck();
  }

  private static List<RateDeck> decks() {
    return server.tariffs().listRateDecks(ListRateDecksRequest.getDefaultInstance()).getDecksList();
  }

  @TestFactory
  Stream<DynamicTest> importsThatAreRefused() {
    var long65 = "r".repeat(65);
    var mebibyte = ByteString.copyFrom(new byte[MEBIBYTE + 1]);
    return new Refusals()
        .invalid("no message", "payload", () -> upload())
        .invalid("chunk first", "payload", () -> upload(chunk(COLUMNS), header("early")))
        .invalid("second header", "payload", () -> upload(header("twice"), header("twice")))
        .invalid("neither header nor chunk", "payload",
            () -> upload(header("neither"), ImportRateDeckRequest.getDefaultInstance()))
        .invalid("empty header", "header.request_id header.display_name header.call_type",
            () -> upload(header(ImportRateDeckHeader.newBuilder())))
        .invalid("long header", "header.request_id header.display_name header.call_type header.effective_time",
            () -> upload(header(longHeader(long65))))
        .invalid("long chunk", "chunk",
            () -> upload(header("long"), ImportRateDeckRequest.newBuilder().setChunk(mebibyte).build()))
        .row("no chunk", "INVALID_ARGUMENT INVALID_RATE_DECK file", () -> upload(header("empty")))
        .row("no rates", "INVALID_ARGUMENT INVALID_RATE_DECK file", () -> upload(header("bare"), chunk(COLUMNS)))
        .row("not text", "INVALID_ARGUMENT INVALID_RATE_DECK file",
            () -> upload(header("bytes"), ImportRateDeckRequest.newBuilder()
                .setChunk(ByteString.copyFrom(new byte[]{(byte) 0xff})).build()))
        .tests();
  }

  private static ImportRateDeckHeader.Builder longHeader(String requestId) {
    var header = ImportRateDeckHeader.newBuilder().setRequestId(requestId).setDisplayName("x".repeat(201))
        .setCallTypeValue(99);
    header.getEffectiveTimeBuilder().setNanos(-1);
    return header;
  }

  @Test
  void badRowsAreNamedAndNothingIsImported() {
    List<RateDeck> before = decks();

    StatusRuntimeException error = Assertions.catchThrowableOfType(StatusRuntimeException.class,
        () -> upload(header("rows"), chunk(COLUMNS + FRANCE + "x,Bad,1,0,60,60,EUR\n34,Spain,free,0,60,60,EUR\n"
            + "49,Germany,0.02,0,60,60,USD\n33,Twice,0.02,0,60,60,EUR\n")));

    assertThat(error.getStatus().getDescription()).startsWith("row 3").endsWith("(and 3 more)");
    assertThat(ErrorDetails.of(error, BadRequest.class).getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField).containsExactly("row 3", "row 4", "row 5", "row 6");
    assertThat(decks()).isEqualTo(before);
    assertThat(upload(header("rows"), chunk(COLUMNS + FRANCE)).getRateCount()).isOne();
  }

  private static ImportRateDeckHeader.Builder named(String requestId) {
    return header(requestId).getHeader().toBuilder();
  }

  private static ImportRateDeckResponse send(ImportRateDeckHeader.Builder header, String rows) {
    return DeckUpload.upload(server.channel(), List.of(header(header), chunk(COLUMNS + rows)));
  }

  @Test
  void prefixesAreTakenAwayOnlyWhenThatIsAllowed() {
    RateDeck first = send(named("two"), "44,UK,0.05,0,60,60,DKK\n33,France,0.05,0,60,60,DKK\n").getDeck();
    String one = "44,UK,0.04,0,60,60,DKK\n";

    assertThat(Refusals.of(() -> send(named("one"), one))).isEqualTo("FAILED_PRECONDITION RATE_DECK_REMOVES_PREFIXES");
    assertThatThrownBy(() -> send(named("one"), one)).hasMessageContaining("takes 1 prefix away")
        .hasMessageContaining("33 (France)");
    ImportRateDeckResponse checked = send(named("one").setValidateOnly(true), one);
    assertThat(checked.getRemovedPrefixCount()).isOne();
    assertThat(checked.getRemovedPrefixesList()).containsExactly("33");
    assertThat(checked.getReplacedDeckId()).isEqualTo(first.getDeckId());
    assertThat(checked.getDeck().getDeckId()).isEmpty();
    assertThat(checked.getDeck().getRateCount()).isOne();
    assertThat(decks()).filteredOn(deck -> deck.getCurrencyCode().equals("DKK")).containsExactly(first);

    ImportRateDeckResponse imported = send(named("one").setAllowRemovals(true), one);
    assertThat(imported.getRemovedPrefixCount()).isOne();
    assertThat(send(named("one"), one).getDeck()).as("a repeat asks nothing").isEqualTo(imported.getDeck());
    assertThat(send(named("more"), one + "49,Germany,0.1,0,60,60,DKK\n").getRemovedPrefixCount()).isZero();
  }

  @Test
  void aPrefixIsTakenAwayWithARateForACountryOrForTheRemainingHours() {
    String header = COLUMNS.strip() + ",country,time_zone,from_time\n";
    var all = List.of(header(named("countries")),
        chunk(header + "1,US,0.1,0,60,60,CZK,US,,\n1,CA,0.1,0,60,60,CZK,CA,,\n"
            + "33,France,0.1,0,60,60,CZK,,,\n33,France,0.1,0,60,60,CZK,,UTC,08:00\n"));
    DeckUpload.upload(server.channel(), all);

    var wider = List.of(header(named("wider").setValidateOnly(true)),
        chunk(header + "1,America,0.1,0,60,60,CZK,,,\n33,France,0.1,0,60,60,CZK,,,\n"));
    assertThat(DeckUpload.upload(server.channel(), wider).getRemovedPrefixCount()).isZero();
    var narrower = List.of(header(named("narrower").setValidateOnly(true)),
        chunk(header + "1,US,0.1,0,60,60,CZK,US,,\n33,France,0.1,0,60,60,CZK,,UTC,08:00\n"));
    assertThat(DeckUpload.upload(server.channel(), narrower).getRemovedPrefixesList()).containsExactly("1", "33");
  }

  @Test
  void aScheduledDeckIsComparedWithTheOneThatItReplaces() {
    send(named("huf-now"), "44,UK,0.05,0,60,60,HUF\n");
    var time = Times.timestamp(server.router.clock().nowMicros() + TestServer.micros(Duration.ofDays(1)));
    send(named("huf-later").setEffectiveTime(time), "44,UK,0.05,0,60,60,HUF\n33,France,0.05,0,60,60,HUF\n");

    assertThat(send(named("huf-fix"), "44,UK,0.04,0,60,60,HUF\n").getRemovedPrefixCount()).isZero();
    assertThat(send(named("huf-fix-2").setEffectiveTime(time).setValidateOnly(true), "44,UK,0.04,0,60,60,HUF\n")
        .getRemovedPrefixCount()).isOne();
  }

  @Test
  void warningsAreInTheResponseAndErrorsWhenStrict() {
    String header = COLUMNS.strip() + ",country\n";
    var file = chunk(header + "1212,US,0.1,0,60,60,ZAR,US\n1416,US,0.1,0,60,60,ZAR,US\n");

    assertThat(DeckUpload.upload(server.channel(), List.of(header(named("warned")), file)).getWarningsList())
        .extracting(RateDeckWarning::getRow, RateDeckWarning::getReason).containsExactly(
            tuple(0, RateDeckWarningReason.RATE_DECK_WARNING_REASON_UNUSED_CURRENCY),
            tuple(3, RateDeckWarningReason.RATE_DECK_WARNING_REASON_COUNTRY_WITHOUT_NUMBERS));
    assertThat(Refusals.of(() -> DeckUpload.upload(server.channel(),
        List.of(header(named("strict").setStrict(true)), file))))
        .isEqualTo("INVALID_ARGUMENT INVALID_RATE_DECK file row 3");
    server.create(TestServer.organization("rand").toBuilder().setCurrencyCode("ZAR").build());
    assertThat(send(named("strict").setStrict(true).setAllowRemovals(true), "1212,US,0.1,0,60,60,ZAR\n")
        .getWarningsList()).isEmpty();
  }

  @Test
  void aFileOverTheLimitIsCutOff() {
    var chunk = ImportRateDeckRequest.newBuilder().setChunk(ByteString.copyFrom(new byte[MEBIBYTE])).build();
    var messages = Stream.concat(Stream.of(header("large")), IntStream.range(0, 65).mapToObj(_ -> chunk)).toList();

    assertThat(Refusals.of(() -> DeckUpload.upload(server.channel(), messages)))
        .isEqualTo("RESOURCE_EXHAUSTED RATE_DECK_TOO_LARGE");
  }

  @Test
  void aFileMayBeCutAnywhereAndNeedManyParts() {
    var rows = new StringBuilder(COLUMNS);
    IntStream.range(1_000, 4_500).forEach(i -> rows.append("49").append(i).append(",\u00dcber,0.1,0,60,60,NOK\n"));
    ByteString bytes = ByteString.copyFromUtf8(rows.toString());
    int middle = rows.indexOf("\u00dc") + 1;

    RateDeck deck = upload(header("parts"),
        ImportRateDeckRequest.newBuilder().setChunk(bytes.substring(0, middle)).build(),
        ImportRateDeckRequest.newBuilder().setChunk(bytes.substring(middle)).build());

    assertThat(deck.getRateCount()).isEqualTo(3_500);
    assertThat(server.router.shards()).allMatch(
        shard -> shard.read(engine -> engine.deck(deck.getDeckId())).deck().rates().size() == 3_500);
  }

  @Test
  void aRepeatReturnsTheFirstDeckAndAReusedIdIsRefused() {
    RateDeck first = upload(header("once"), chunk(COLUMNS + FRANCE));
    server.advance(Duration.ofSeconds(1));

    assertThat(upload(header("once"), chunk(COLUMNS), chunk(FRANCE))).isEqualTo(first);
    var reuse = new Object[][]{{header("once"), chunk(COLUMNS + FRANCE + "34,Spain,0.02,0,60,60,EUR")},
      {header(header("once").getHeader().toBuilder().setDisplayName("Other")), chunk(COLUMNS + FRANCE)},
      {header(header("once").getHeader().toBuilder().setCallType(CallType.CALL_TYPE_TOLL_DIAL_IN)),
        chunk(COLUMNS + FRANCE)},
      {header(header("once").getHeader().toBuilder().setEffectiveTime(Times.timestamp(0).toBuilder()
          .setSeconds(1_000_000_000))),
        chunk(COLUMNS + FRANCE)}};
    for (Object[] messages : reuse) {
      assertThat(Refusals.of(() -> upload((ImportRateDeckRequest) messages[0], (ImportRateDeckRequest) messages[1])))
          .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS header.request_id");
    }
    assertThat(decks()).filteredOn(deck -> deck.getDeckId().equals(first.getDeckId())).containsExactly(first);
  }

  @Test
  void aScheduledDeckTakesOverAtItsTime() {
    upload(header("now"), chunk(COLUMNS + "39,Italy,0.02,0,60,60,SEK"));
    var later = header("later").getHeader().toBuilder()
        .setEffectiveTime(Times.timestamp(server.router.clock().nowMicros() + TestServer.micros(Duration.ofHours(1))));
    upload(header(later), chunk(COLUMNS + "39,Italy,0.03,0,60,60,SEK"));

    assertThat(italyMicros()).isEqualTo(20_000);
    server.advance(Duration.ofHours(1).minusNanos(1_000));
    assertThat(italyMicros()).isEqualTo(20_000);
    server.advance(Duration.ofNanos(1_000));
    assertThat(italyMicros()).isEqualTo(30_000);
  }

  private static long italyMicros() {
    return server.tariffs().lookupRate(LookupRateRequest.newBuilder().setCallType(CallType.CALL_TYPE_DIAL_OUT)
        .setCurrencyCode("SEK").setRemoteNumber("+390612345678").build()).getRate().getPricePerMinuteMicros();
  }
}
