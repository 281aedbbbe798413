package dev.tollbridge.server.bridge;

import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;

/** The server's side of a call without a client. */
final class RecordedCall extends ServerCallStreamObserver<StreamLegsResponse> {
  private final List<StreamLegsResponse.PayloadCase> sent = new ArrayList<>();
  private boolean ready = true;
  private boolean completed;

  List<StreamLegsResponse.PayloadCase> sent() {
    return sent;
  }

  void ready(boolean isReady) {
    ready = isReady;
  }

  boolean isCompleted() {
    return completed;
  }

  @Override
  public void onNext(StreamLegsResponse message) {
    sent.add(message.getPayloadCase());
  }

  @Override
  public void onError(Throwable error) {
    completed = true;
  }

  @Override
  public void onCompleted() {
    completed = true;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {}

  @Override
  public void setCompression(String compression) {}

  @Override
  public void setOnReadyHandler(Runnable handler) {}

  @Override
  public void request(int count) {}

  @Override
  public void setMessageCompression(boolean enable) {}

  @Override
  public void disableAutoInboundFlowControl() {}
}
