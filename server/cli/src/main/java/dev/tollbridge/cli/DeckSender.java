package dev.tollbridge.cli;

import com.google.protobuf.ByteString;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;

/** Sends one file to a server, as an import or for a check of it. */
final class DeckSender {
  private static final int CHUNK_BYTES = 256 << 10;
  private static final int PERCENT = 100;

  private final Channel channel;
  private final ByteString file;
  private final boolean progress;

  /** @param progress is shown: to a person on a terminal */
  DeckSender(Channel channel, ByteString file, boolean progress) {
    this.channel = channel;
    this.file = file;
    this.progress = progress;
  }

  /** The server's response; the status that it refused the file with is thrown. */
  ImportRateDeckResponse send(ImportRateDeckHeader header, String doing)
      throws StatusException, InterruptedException {
    BlockingClientCall<ImportRateDeckRequest, ImportRateDeckResponse> call = TariffServiceGrpc
        .newBlockingV2Stub(channel).importRateDeck();
    boolean writing = call.write(ImportRateDeckRequest.newBuilder().setHeader(header).build());
    for (int from = 0; from < file.size() && writing; from += CHUNK_BYTES) {
      int to = Math.min(file.size(), from + CHUNK_BYTES);
      writing = call.write(ImportRateDeckRequest.newBuilder().setChunk(file.substring(from, to)).build());
      show(doing, to);
    }
    call.halfClose();
    ImportRateDeckResponse response = call.read();
    if (response == null) {
      throw new IllegalStateException("the server ended the import without a response");
    }
    return response;
  }

  private void show(String doing, long sent) {
    if (progress) {
      System.err.printf("\r%s: %d %%%s", doing, sent * PERCENT / file.size(), sent < file.size() ? "" : "\n");
    }
  }
}
