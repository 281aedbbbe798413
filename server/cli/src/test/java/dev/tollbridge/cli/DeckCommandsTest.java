package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.DeleteRateDeckRequest;
import dev.tollbridge.v1.DeleteRateDeckResponse;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.RateDeckWarning;
import dev.tollbridge.v1.TariffServiceGrpc.TariffServiceImplBase;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands against a server that says that 0, 1 or 150 prefixes are taken away, as the file says. */
class DeckCommandsTest {
  @TempDir
  private Path folder;
  private String printed = "";
  private final List<ImportRateDeckHeader> headers = new CopyOnWriteArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private Server server;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(new FakeTariffs()).build().start();
    file = write("0");
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("dial-out.csv"), content);
  }

  private final class FakeTariffs extends TariffServiceImplBase {
    @Override
    public StreamObserver<ImportRateDeckRequest> importRateDeck(StreamObserver<ImportRateDeckResponse> caller) {
      return new StreamObserver<>() {
        private ByteString content = ByteString.EMPTY;

        @Override
        public void onNext(ImportRateDeckRequest request) {
          if (request.hasHeader()) {
            headers.add(request.getHeader());
          }
          content = content.concat(request.getChunk());
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
          answer(content.toStringUtf8(), caller);
        }
      };
    }

    @Override
    public void deleteRateDeck(DeleteRateDeckRequest request, StreamObserver<DeleteRateDeckResponse> caller) {
      if (request.getDeckId().equals("deck-1")) {
        caller.onNext(DeleteRateDeckResponse.getDefaultInstance());
        caller.onCompleted();
      } else {
        caller.onError(Status.FAILED_PRECONDITION.withDescription("calls have been rated").asRuntimeException());
      }
    }
  }

  private static void answer(String content, StreamObserver<ImportRateDeckResponse> caller) {
    if (content.equals("bad")) {
      var details = BadRequest.newBuilder().addFieldViolations(BadRequest.FieldViolation.newBuilder()
          .setField("row 2").setDescription("prefix: is wrong"));
      caller.onError(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
          .setCode(Code.INVALID_ARGUMENT_VALUE).setMessage("row 2: prefix: is wrong")
          .addDetails(com.google.protobuf.Any.pack(details.build())).build()));
      return;
    }
    int removed = Integer.parseInt(content);
    var response = ImportRateDeckResponse.newBuilder().setRemovedPrefixCount(removed).setReplacedDeckId("deck-0")
        .setDeck(RateDeck.newBuilder().setDeckId("deck-1").setRateCount(40_613).setCurrencyCode("USD")
            .setEffectiveTime(Timestamp.newBuilder().setSeconds(1_796_083_200)));
    for (int i = 0; i < Math.min(removed, 100); i++) {
      response.addRemovedPrefixes("33" + i);
    }
    for (int row = 0; row < 22; row++) {
      response.addWarnings(RateDeckWarning.newBuilder().setRow(row).setMessage("looks wrong"));
    }
    caller.onNext(response.build());
    caller.onCompleted();
  }

  private int run(Optional<Boolean> answer, String... options) {
    return execute(answer, Stream.of(Stream.of("deck", "import"), Stream.of(options), Stream.of(file.toString()))
        .flatMap(each -> each).toArray(String[]::new));
  }

  private int execute(Optional<Boolean> answer, String... arguments) {
    String[] all = CommandRun.with("127.0.0.1:" + server.getPort(), arguments);
    CommandRun run = answer.map(yes -> CommandRun.answering(yes, questions, all)).orElseGet(() -> CommandRun.of(all));
    printed = run.out() + run.err();
    return run.exitCode();
  }

  private List<String> lines() {
    return printed.lines().toList();
  }

  @Test
  void checksTheFileThenImportsIt() {
    assertThat(run(Optional.empty(), "--name", "December", "--effective-time", "2026-12-01", "--strict")).isZero();

    assertThat(headers).hasSize(2).allSatisfy(header -> {
      assertThat(header.getDisplayName()).isEqualTo("December");
      assertThat(header.getCallType()).isEqualTo(CallType.CALL_TYPE_DIAL_OUT);
      assertThat(header.getEffectiveTime().getSeconds()).isEqualTo(1_796_083_200);
      assertThat(header.getStrict()).isTrue();
      assertThat(header.getRequestId()).isEqualTo(headers.getFirst().getRequestId()).isNotEmpty();
    });
    assertThat(headers).extracting(ImportRateDeckHeader::getValidateOnly).containsExactly(true, false);
    assertThat(headers.getLast().getAllowRemovals()).isFalse();
    assertThat(lines()).contains("warning: looks wrong", "warning: row 1: looks wrong").endsWith(
        "… and 2 more warnings: --all-warnings shows them", "40,613 rates in USD");
    assertThat(printed).containsPattern("deck id: +deck-1\n").containsPattern("effective: +2026-12-01T00:00:00Z\n");
  }

  @Test
  void aCheckImportsNothing() {
    assertThat(run(Optional.empty(), "--check", "--all-warnings")).isZero();
    assertThat(headers).extracting(ImportRateDeckHeader::getValidateOnly).containsExactly(true);
    assertThat(lines()).contains("warning: row 21: looks wrong").endsWith("valid; nothing was imported");
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {"-, false, 1", "false, false, 1", "true, false, 0", "-, true, 0",
    "false, true, 0"})
  void takingPrefixesAwayNeedsAYes(Boolean answer, boolean yes, int exitCode) throws IOException {
    write("1");

    assertThat(run(Optional.ofNullable(answer), yes ? new String[]{"--yes"} : new String[0])).isEqualTo(exitCode);

    assertThat(lines()).contains("it takes 1 prefix away from deck-0: 330");
    assertThat(questions).hasSize(answer == null || yes ? 0 : 1);
    assertThat(headers).hasSize(2 - exitCode);
    if (exitCode == 0) {
      assertThat(headers.getLast().getAllowRemovals()).isTrue();
    } else {
      assertThat(lines().getLast()).contains("nothing was done");
    }
  }

  @Test
  void manyPrefixesAreCounted() throws IOException {
    write("150");
    assertThat(run(Optional.empty())).isEqualTo(1);
    assertThat(printed).contains("it takes 150 prefixes away from deck-0: 330, 331, ").contains("3399, …");
  }

  @Test
  void whatIsWrongWithTheFileIsPrintedRowByRow() throws IOException {
    write("bad");
    assertThat(run(Optional.empty())).isEqualTo(1);
    assertThat(lines()).containsExactly("tollbridge: row 2: prefix: is wrong");
  }

  @ParameterizedTest
  @CsvSource({"--call-type, free", "--effective-time, tomorrow", "--effective-time, 2026-12-32"})
  void wrongOptionsAreExitCode2(String option, String value) {
    assertThat(run(Optional.empty(), option, value)).isEqualTo(2);
    assertThat(printed).contains(option);
    assertThat(headers).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"dial-out, CALL_TYPE_DIAL_OUT", "toll, CALL_TYPE_TOLL_DIAL_IN", "toll-free, CALL_TYPE_TOLL_FREE_DIAL_IN",
    "TollFree, CALL_TYPE_TOLL_FREE_DIAL_IN", "CALL_TYPE_DIAL_OUT, CALL_TYPE_DIAL_OUT"})
  void callTypesHaveShortNames(String name, CallType callType) {
    assertThat(run(Optional.empty(), "--check", "--call-type", name)).isZero();
    assertThat(headers.getFirst().getCallType()).isEqualTo(callType);
  }

  @Test
  void aFileThatIsNotThereIsExitCode2() throws IOException {
    Files.delete(file);
    assertThat(run(Optional.empty())).isEqualTo(2);
    assertThat(printed).contains("dial-out.csv: there is no such file");
  }

  @Test
  void aCheckIsACommandToo() {
    assertThat(execute(Optional.empty(), "deck", "check", "--json", file.toString())).isZero();
    assertThat(headers).extracting(ImportRateDeckHeader::getValidateOnly).containsExactly(true);
    assertThat(printed).startsWith("{").contains("\"warnings\": [{");
  }

  @Test
  void theImportIsIdentifiedByTheRequestId() {
    assertThat(run(Optional.empty(), "--request-id", "december")).isZero();
    assertThat(headers).extracting(ImportRateDeckHeader::getRequestId).containsOnly("december");
  }

  @Test
  void deletesADeckOrSaysWhyNot() {
    assertThat(execute(Optional.empty(), "deck", "delete", "deck-1")).isZero();
    assertThat(printed).containsPattern("deleted: +deck-1");
    assertThat(execute(Optional.empty(), "deck", "delete", "deck-2")).isEqualTo(1);
    assertThat(printed).isEqualTo("tollbridge: calls have been rated\n");
  }
}
