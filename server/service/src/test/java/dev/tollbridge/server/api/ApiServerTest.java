package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.InsecureServerCredentials;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ApiServerTest {
  @TempDir
  private Path directory;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void healthAndReflectionAnswer() {
    var reflected = new FutureAnswer<ServerReflectionResponse>();
    var question = ServerReflectionGrpc.newStub(server.channel()).serverReflectionInfo(reflected);
    question.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    question.onCompleted();

    assertThat(HealthGrpc.newBlockingStub(server.channel()).check(HealthCheckRequest.getDefaultInstance()).getStatus())
        .isEqualTo(ServingStatus.SERVING);
    assertThat(reflected.last().getListServicesResponse().getServiceList()).extracting(ServiceResponse::getName)
        .contains("tollbridge.v1.LegRatingService", "tollbridge.v1.OrganizationService",
            "tollbridge.v1.CreditService", "tollbridge.v1.TariffService", "tollbridge.v1.ServiceNumberService",
            "tollbridge.v1.CallRecordService", "tollbridge.v1.LegService", "grpc.health.v1.Health");
  }

  /** As a tool does that shows an error's details, and one that calls the service whose file has them. */
  @Test
  void reflectionKnowsTheDetailsOfErrors() throws Exception {
    for (String symbol : List.of("google.rpc.BadRequest", "google.rpc.ErrorInfo",
        "tollbridge.v1.MaintenanceService.Backup")) {
      var reflected = new FutureAnswer<ServerReflectionResponse>();
      var question = ServerReflectionGrpc.newStub(server.channel()).serverReflectionInfo(reflected);
      question.onNext(ServerReflectionRequest.newBuilder().setFileContainingSymbol(symbol).build());
      question.onCompleted();

      var file = FileDescriptorProto.parseFrom(
          reflected.last().getFileDescriptorResponse().getFileDescriptorProto(0));
      assertThat(symbol).startsWith(file.getPackage());
    }
  }

  @Test
  void aServerThatGoesAwaySaysSoAndAnswersWhatIsUnderWay() {
    var bridge = server.bridge("bridge", 1);
    bridge.events(Legs.allAnswered(1, 1_000, "acme", server.now()));
    bridge.ack(1_000);
    server.drain();

    assertThat(bridge.take(StreamLegsResponse::hasDraining).hasDraining()).isTrue();
    assertThat(bridge.end()).isEqualTo("OK");
    server.await("stream closed", () -> server.openStreams() == 0);
    int activeLegCount = server.router.of("acme").read(RatingEngine::activeLegCount);
    assertThat(activeLegCount).isEqualTo(1_000);
  }

  /** A bridge that has nothing to send would not notice otherwise. */
  @Test
  void aServerThatHasStoppedEndsItsStreams() {
    var bridge = server.bridge("bridge", 1);
    server.stopServing();

    assertThat(bridge.error().getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(HealthGrpc.newBlockingStub(server.channel()).check(HealthCheckRequest.getDefaultInstance()).getStatus())
        .isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void aTakenPortIsNamed() {
    int port = server.port();

    assertThatThrownBy(() -> ApiServer.start("127.0.0.1", port, InsecureServerCredentials.create(), server.reign(),
        server.metrics, TestServer.settings(1), server.access, TestServer.facts()))
        .isInstanceOf(UncheckedIOException.class).hasMessageContaining("127.0.0.1:" + port);
  }
}
