package dev.tollbridge.server.api;

import com.google.protobuf.ByteString;
import dev.tollbridge.server.rpc.Statuses;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file on its way to a caller. A chunk is read and made when the caller's connection can take it, so a caller
 * that reads slowly costs only one chunk of memory. gRPC calls one method at a time.
 */
final class CsvDownload<R> {
  private final ServerCallStreamObserver<R> caller;
  private final Function<ByteString, R> message;
  private @Nullable CsvChunks chunks;
  private boolean ended;

  private CsvDownload(ServerCallStreamObserver<R> caller, Function<ByteString, R> message) {
    this.caller = caller;
    this.message = message;
  }

  /**
   * Responds to a call with a file.
   *
   * @param open checks the request and finds the rows
   * @param message puts a chunk into a response
   */
  static <R> void send(ServerCallStreamObserver<R> caller, Function<ByteString, R> message, Supplier<CsvRows> open) {
    var download = new CsvDownload<>(caller, message);
    // Without a handler, a message after the caller's cancellation would be an error.
    caller.setOnCancelHandler(() -> download.ended = true);
    caller.setOnReadyHandler(download::sendWhatFits);
    download.start(open);
  }

  private void start(Supplier<CsvRows> open) {
    try {
      chunks = new CsvChunks(open.get());
    } catch (RuntimeException failure) {
      fail(failure);
    }
    sendWhatFits();
  }

  private void sendWhatFits() {
    try {
      while (chunks != null && !ended && caller.isReady()) {
        sendNext(chunks);
      }
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  private void sendNext(CsvChunks from) {
    ByteString chunk = from.next();
    if (chunk == null) {
      ended = true;
      caller.onCompleted();
    } else {
      caller.onNext(message.apply(chunk));
    }
  }

  private void fail(RuntimeException failure) {
    ended = true;
    caller.onError(Statuses.of(failure));
  }
}
