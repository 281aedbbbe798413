package dev.tollbridge.server;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller whose connection takes as many messages as the test lets it. */
public class SlowCaller<T> extends ServerCallStreamObserver<T> {
  public final List<T> received = new ArrayList<>();
  public @Nullable Throwable error;
  public boolean completed;
  private Runnable onReady = () -> {};
  private Runnable onCancel = () -> {};
  private boolean cancelled;
  private int room;

  /** Accepts this many more messages. */
  public void read(int count) {
    room += count;
    onReady.run();
  }

  public void cancel() {
    cancelled = true;
    onCancel.run();
  }

  @Override
  public boolean isReady() {
    return room > 0;
  }

  @Override
  public void onNext(T message) {
    if (room == 0 || completed || error != null) {
      throw new AssertionError("a message that nobody waits for");
    }
    room--;
    received.add(message);
  }

  @Override
  public void onError(Throwable failure) {
    error = failure;
  }

  @Override
  public void onCompleted() {
    completed = true;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    onCancel = handler;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void setCompression(String compression) {}

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void request(int count) {}

  @Override
  public void setMessageCompression(boolean enable) {}
}
