package dev.tollbridge.simulator.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.ListRateDecksResponse;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts a run's decks in force. */
final class DeckSetup {
  private static final String CURRENCY = "USD";
  private static final int CHUNK_BYTES = 64 << 10;
  private static final int PAGE_SIZE = 1000;
  private static final long TIMEOUT_SECONDS = 120;

  private final Channel channel;
  private final String requestPrefix;

  DeckSetup(Channel channel, String requestPrefix) {
    this.channel = channel;
    this.requestPrefix = requestPrefix;
  }

  /**
   * Imports the deck unless it is already in force; returns the engine time from which legs may be answered.
   *
   * @param before how far clocks may be behind: the deck must be in force for them too
   */
  long putInForce(DeckFile file, long nowMicros, Duration before) throws StatusException, InterruptedException {
    long beforeMicros = before.toNanos() / 1000;
    RateDeck present = inForce(file, nowMicros);
    boolean recent = present != null && EngineTime.micros(present.getEffectiveTime()) >= nowMicros - beforeMicros;
    boolean same = present != null && present.getContentSha256().equals(file.sha256());
    if (recent && !same && beforeMicros > 0) {
      throw new IllegalStateException("a deck other than " + file.name() + " took effect less than "
          + before.toSeconds() + " s ago, and clocks that are behind would still use it: try again later");
    }
    RateDeck deck = present != null && same && !(recent && beforeMicros > 0)
        ? present
        : send(header(file, nowMicros, beforeMicros), file);
    return EngineTime.micros(deck.getEffectiveTime()) + beforeMicros;
  }

  private ImportRateDeckHeader header(DeckFile file, long nowMicros, long beforeMicros) {
    ImportRateDeckHeader.Builder header = ImportRateDeckHeader.newBuilder()
        .setRequestId(requestPrefix + "deck-" + file.callType().getNumber()).setDisplayName(file.name())
        .setCallType(file.callType()).setAllowRemovals(true);
    if (beforeMicros > 0) {
      header.setEffectiveTime(EngineTime.timestamp(nowMicros - beforeMicros));
    }
    return header.build();
  }

  /** The last deck that took effect; the list is in order of effective time, then import. */
  private @Nullable RateDeck inForce(DeckFile file, long nowMicros) throws StatusException {
    RateDeck inForce = null;
    String pageToken = "";
    do {
      ListRateDecksResponse page = stub().listRateDecks(ListRateDecksRequest.newBuilder()
          .setCallType(file.callType()).setPageSize(PAGE_SIZE).setPageToken(pageToken).build());
      for (RateDeck deck : page.getDecksList()) {
        if (deck.getCurrencyCode().equals(CURRENCY) && EngineTime.micros(deck.getEffectiveTime()) <= nowMicros) {
          inForce = deck;
        }
      }
      pageToken = page.getNextPageToken();
    } while (!pageToken.isEmpty());
    return inForce;
  }

  private RateDeck send(ImportRateDeckHeader header, DeckFile file) throws StatusException, InterruptedException {
    BlockingClientCall<ImportRateDeckRequest, ImportRateDeckResponse> call = stub().importRateDeck();
    boolean writing = call.write(ImportRateDeckRequest.newBuilder().setHeader(header).build());
    ByteString csv = UnsafeByteOperations.unsafeWrap(file.csv());
    for (int from = 0; from < csv.size() && writing; from += CHUNK_BYTES) {
      ByteString chunk = csv.substring(from, Math.min(csv.size(), from + CHUNK_BYTES));
      writing = call.write(ImportRateDeckRequest.newBuilder().setChunk(chunk).build());
    }
    call.halfClose();
    ImportRateDeckResponse response = call.read();
    if (response == null) {
      throw new IllegalStateException("the server did not respond to the import of " + file.name());
    }
    return response.getDeck();
  }

  private TariffServiceGrpc.TariffServiceBlockingV2Stub stub() {
    return TariffServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
