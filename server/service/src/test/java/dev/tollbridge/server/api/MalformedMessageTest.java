package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.AuditServiceGrpc;
import dev.tollbridge.v1.BackupRequest;
import dev.tollbridge.v1.CallRecordServiceGrpc;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.LegEvents;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.LegServiceGrpc;
import dev.tollbridge.v1.MaintenanceServiceGrpc;
import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.ReratingServiceGrpc;
import dev.tollbridge.v1.ServiceNumberServiceGrpc;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.stub.ClientCalls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Bytes that are no message, in every method there is. */
@Tag("slow")
class MalformedMessageTest {
  /** Field 1, of 127 bytes, of which there is one. */
  private static final byte[] CUT_SHORT = {0x0a, 0x7f, 0x01};

  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.tollbridge");
  private static final java.util.logging.Logger GRPC = java.util.logging.Logger.getLogger("io.grpc");
  private static final List<String> LOGGED = new CopyOnWriteArrayList<>();
  private static final AppenderBase<ILoggingEvent> APPENDER = new AppenderBase<>() {
    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.WARN)) {
        LOGGED.add(event.getFormattedMessage());
      }
    }
  };
  private static final Handler HANDLER = new Handler() {
    @Override
    public void publish(LogRecord event) {
      LOGGED.add(event.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    APPENDER.start();
    OURS.addAppender(APPENDER);
    GRPC.addHandler(HANDLER);
  }

  @AfterAll
  static void stop() throws Exception {
    OURS.detachAppender(APPENDER);
    GRPC.removeHandler(HANDLER);
    server.close();
  }

  private static Stream<MethodDescriptor<?, ?>> methods() {
    return Stream.of(LegRatingServiceGrpc.getServiceDescriptor(), OrganizationServiceGrpc.getServiceDescriptor(),
        CreditServiceGrpc.getServiceDescriptor(), TariffServiceGrpc.getServiceDescriptor(),
        ServiceNumberServiceGrpc.getServiceDescriptor(), CallRecordServiceGrpc.getServiceDescriptor(),
        ReratingServiceGrpc.getServiceDescriptor(), AuditServiceGrpc.getServiceDescriptor(),
        MaintenanceServiceGrpc.getServiceDescriptor(), LegServiceGrpc.getServiceDescriptor(),
        HealthGrpc.getServiceDescriptor(), ServerReflectionGrpc.getServiceDescriptor())
        .map(ServiceDescriptor::getMethods).flatMap(methods -> methods.stream());
  }

  private static StatusRuntimeException send(MethodDescriptor<?, ?> method, byte[]... messages) {
    var raw = method.toBuilder(new RawMarshaller(), new RawMarshaller()).build();
    var answer = new FutureAnswer<byte[]>();
    var call = server.channel().newCall(raw, CallOptions.DEFAULT);
    if (method.getType().clientSendsOneMessage()) {
      ClientCalls.asyncServerStreamingCall(call, messages[0], answer);
    } else {
      var requests = ClientCalls.asyncBidiStreamingCall(call, answer);
      List.of(messages).forEach(requests::onNext);
    }
    return catchThrowableOfType(StatusRuntimeException.class, answer::all);
  }

  @TestFactory
  Stream<DynamicTest> areAnsweredInvalidArgument() {
    return methods().map(method -> DynamicTest.dynamicTest(method.getFullMethodName(), () -> {
      LOGGED.clear();

      StatusRuntimeException error = send(method, CUT_SHORT);

      assertThat(Refusals.words(error)).isEqualTo("INVALID_ARGUMENT MALFORMED_MESSAGE message");
      assertThat(error.getStatus().getDescription()).contains(method.getFullMethodName());
      assertThat(LOGGED).containsExactly(method.getFullMethodName() + " was sent a message that cannot be read");
    }));
  }

  @Test
  void theStreamThatSentOneIsClosed() {
    byte[] open = StreamLegsRequest.newBuilder().setOpen(Open.newBuilder().setBridgeId("bridge").setSession(1)
        .setStream(1)).build().toByteArray();
    LOGGED.clear();

    StatusRuntimeException error = send(LegRatingServiceGrpc.getStreamLegsMethod(), open, CUT_SHORT, CUT_SHORT, open);

    assertThat(Refusals.words(error)).isEqualTo("INVALID_ARGUMENT MALFORMED_MESSAGE message");
    server.await("stream closed", () -> server.openStreams() == 0);
    assertThat(LOGGED).hasSize(1);
    server.create("acme", 50 * TestServer.UNIT);
    var bridge = server.bridge("bridge", 1);
    bridge.events(Legs.answered(1, 1, "acme", server.now()));
    assertThat(bridge.ack(1).getRejectionsList()).isEmpty();
  }

  /** As Node writes it. */
  @Test
  void textThatIsNotUtf8DoesNotKeepALegFromEnding() {
    server.create("globex", 50 * TestServer.UNIT);
    byte[] open = StreamLegsRequest.newBuilder().setOpen(Open.newBuilder().setBridgeId("half").setSession(1)
        .setStream(1)).build().toByteArray();
    byte[] events = StreamLegsRequest.newBuilder().setEvents(LegEvents.newBuilder()
        .addEvents(Legs.answered(1, 1, "globex", server.now()))
        .addEvents(Legs.change(Legs.answered(2, 2, "globex", server.now()), leg -> leg.setOrganizerId("anna ###"))))
        .build().toByteArray();
    int at = new String(events, StandardCharsets.ISO_8859_1).indexOf("###");
    System.arraycopy(new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0xbd}, 0, events, at, 3);
    var raw = LegRatingServiceGrpc.getStreamLegsMethod().toBuilder(new RawMarshaller(), new RawMarshaller()).build();
    var requests = ClientCalls.asyncBidiStreamingCall(server.channel().newCall(raw, CallOptions.DEFAULT),
        new FutureAnswer<byte[]>());

    requests.onNext(open);
    requests.onNext(events);

    server.await("both legs", () -> server.balance("globex").getActiveLegCount() == 2);
    requests.onCompleted();
  }

  @Test
  void anEmptyMessageIsAMessage() {
    byte[] empty = BackupRequest.getDefaultInstance().toByteArray();

    StatusRuntimeException error = send(OrganizationServiceGrpc.getGetOrganizationMethod(), empty);

    assertThat(Refusals.words(error)).isEqualTo("INVALID_ARGUMENT INVALID_FIELDS organization_id");
  }
}
