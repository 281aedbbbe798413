package dev.tollbridge.simulator.replay;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.tollbridge.simulator.sample.SampleDecks;
import dev.tollbridge.simulator.sample.ServiceLine;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.PutServiceNumberRequest;
import dev.tollbridge.v1.ServiceNumber;
import dev.tollbridge.v1.ServiceNumberServiceGrpc;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Creates on the server what generated calls need: organizations with a million of credit, service numbers, and the
 * sample decks, in force early enough to rate any report. Newer decks have precedence. Idempotent.
 */
public final class Preparation {
  private static final Instant IN_FORCE_FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final long TIMEOUT_SECONDS = 60;
  private static final String CURRENCY = "USD";
  private static final long CREDIT_MICROS = 1_000_000_000_000L;

  private final Channel channel;

  public Preparation(Channel channel) {
    this.channel = channel;
  }

  /** Creates everything. */
  public void prepare(Organizations organizations) throws ServerGone, InterruptedException {
    try {
      for (ServiceLine line : ServiceLine.ALL) {
        put(line);
      }
      for (CallType callType : SampleDecks.CALL_TYPES) {
        importDeck(callType);
      }
      organizations.ids().forEach(this::create);
      organizations.ids().forEach(this::fund);
    } catch (StatusException | StatusRuntimeException e) {
      throw ServerGone.orRefusal(e);
    }
  }

  private void put(ServiceLine line) {
    ServiceNumberServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .putServiceNumber(PutServiceNumberRequest.newBuilder().setServiceNumber(ServiceNumber.newBuilder()
            .setNumber(line.number().text()).setCountryCode(line.number().countryCode()).setNumberType(line.type()))
            .build());
  }

  private void importDeck(CallType callType) throws StatusException, InterruptedException {
    BlockingClientCall<ImportRateDeckRequest, ImportRateDeckResponse> call = TariffServiceGrpc
        .newBlockingV2Stub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS).importRateDeck();
    ImportRateDeckHeader header = ImportRateDeckHeader.newBuilder().setCallType(callType)
        .setRequestId("sample-deck-" + callType.getNumber()).setDisplayName("sample, for replays")
        .setAllowRemovals(true)
        .setEffectiveTime(Timestamp.newBuilder().setSeconds(IN_FORCE_FROM.getEpochSecond())).build();
    // The response gives the reason if a deck is refused early.
    if (call.write(ImportRateDeckRequest.newBuilder().setHeader(header).build())) {
      boolean _ = call.write(ImportRateDeckRequest.newBuilder()
          .setChunk(ByteString.copyFrom(SampleDecks.csv(callType))).build());
    }
    call.halfClose();
    if (call.read() == null) {
      throw new IllegalStateException("the server did not respond to the import of a deck");
    }
  }

  private void create(String organizationId) {
    Organization organization = Organization.newBuilder().setOrganizationId(organizationId)
        .setDisplayName("Replayed " + organizationId).setCountryCode("US").setCurrencyCode(CURRENCY)
        .setCreditsSetUp(true).setAllOrganizersLicensed(true).build();
    try {
      var _ = OrganizationServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .createOrganization(CreateOrganizationRequest.newBuilder().setRequestId("replay-" + organizationId)
              .setOrganization(organization).build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  /** Buys credit once: live legs are denied without it. */
  private void fund(String organizationId) {
    var _ = CreditServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .purchaseCredits(PurchaseCreditsRequest.newBuilder().setRequestId("replay-credit-" + organizationId)
            .setOrganizationId(organizationId).setAmountMicros(CREDIT_MICROS).build());
  }
}
