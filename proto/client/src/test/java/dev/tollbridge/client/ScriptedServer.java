package dev.tollbridge.client;

import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** A server that answers nothing by itself: the test sees what arrived and decides the answers. */
final class ScriptedServer extends LegRatingServiceGrpc.LegRatingServiceImplBase {

  private final List<ScriptedStream> streams = new ArrayList<>();
  private boolean reading = true;

  /** Makes later streams read only what the test requests. */
  void stopReading() {
    reading = false;
  }

  int streamCount() {
    return streams.size();
  }

  ScriptedStream newestStream() {
    return streams.getLast();
  }

  @Override
  public StreamObserver<StreamLegsRequest> streamLegs(StreamObserver<StreamLegsResponse> responses) {
    ScriptedStream stream = new ScriptedStream((ServerCallStreamObserver<StreamLegsResponse>) responses, reading);
    streams.add(stream);
    return stream;
  }
}
