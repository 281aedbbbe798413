package dev.tollbridge.server.api;

import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Imports rate decks message by message. */
final class DeckUpload {
  private DeckUpload() {}

  /** Sends the messages and returns the response; throws the error that the call ended with. */
  static ImportRateDeckResponse upload(Channel channel, List<ImportRateDeckRequest> messages) {
    var answer = new FutureAnswer<ImportRateDeckResponse>();
    StreamObserver<ImportRateDeckRequest> requests = TariffServiceGrpc.newStub(channel).importRateDeck(answer);
    messages.forEach(requests::onNext);
    requests.onCompleted();
    return answer.last();
  }
}
