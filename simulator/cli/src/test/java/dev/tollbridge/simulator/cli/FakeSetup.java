package dev.tollbridge.simulator.cli;

import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.CreateOrganizationResponse;
import dev.tollbridge.v1.GetOrganizationRequest;
import dev.tollbridge.v1.GetOrganizationResponse;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.ListRateDecksResponse;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc.OrganizationServiceImplBase;
import dev.tollbridge.v1.PutServiceNumberRequest;
import dev.tollbridge.v1.PutServiceNumberResponse;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.ServiceNumberServiceGrpc.ServiceNumberServiceImplBase;
import dev.tollbridge.v1.TariffServiceGrpc.TariffServiceImplBase;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Decks, service numbers and organizations, stored without checks. */
final class FakeSetup {
  private final List<RateDeck> decks = new CopyOnWriteArrayList<>();
  private final Map<String, Organization> organizations = new ConcurrentHashMap<>();

  int deckCount() {
    return decks.size();
  }

  int organizationCount() {
    return organizations.size();
  }

  BindableService tariffService() {
    return new TariffServiceImplBase() {
      @Override
      public void listRateDecks(ListRateDecksRequest request, StreamObserver<ListRateDecksResponse> response) {
        response.onNext(ListRateDecksResponse.newBuilder().addAllDecks(
            decks.stream().filter(deck -> deck.getCallType() == request.getCallType()).toList()).build());
        response.onCompleted();
      }

      @Override
      public StreamObserver<ImportRateDeckRequest> importRateDeck(StreamObserver<ImportRateDeckResponse> response) {
        return new Import(response);
      }
    };
  }

  BindableService serviceNumberService() {
    return new ServiceNumberServiceImplBase() {
      @Override
      public void putServiceNumber(PutServiceNumberRequest request, StreamObserver<PutServiceNumberResponse> response) {
        response.onNext(PutServiceNumberResponse.newBuilder().setServiceNumber(request.getServiceNumber()).build());
        response.onCompleted();
      }
    };
  }

  BindableService organizationService() {
    return new OrganizationServiceImplBase() {
      @Override
      public void getOrganization(GetOrganizationRequest request, StreamObserver<GetOrganizationResponse> response) {
        Organization organization = organizations.get(request.getOrganizationId());
        if (organization == null) {
          response.onError(Status.NOT_FOUND.asException());
          return;
        }
        response.onNext(GetOrganizationResponse.newBuilder().setOrganization(organization).build());
        response.onCompleted();
      }

      @Override
      public void createOrganization(CreateOrganizationRequest request,
          StreamObserver<CreateOrganizationResponse> response) {
        organizations.put(request.getOrganization().getOrganizationId(), request.getOrganization());
        response.onNext(CreateOrganizationResponse.newBuilder().setOrganization(request.getOrganization()).build());
        response.onCompleted();
      }
    };
  }

  private final class Import implements StreamObserver<ImportRateDeckRequest> {
    private final StreamObserver<ImportRateDeckResponse> response;
    private final ByteArrayOutputStream csv = new ByteArrayOutputStream();
    private ImportRateDeckHeader header = ImportRateDeckHeader.getDefaultInstance();

    Import(StreamObserver<ImportRateDeckResponse> response) {
      this.response = response;
    }

    @Override
    public void onNext(ImportRateDeckRequest request) {
      if (request.hasHeader()) {
        header = request.getHeader();
      } else {
        csv.writeBytes(request.getChunk().toByteArray());
      }
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {
      RateDeck deck = RateDeck.newBuilder().setCallType(header.getCallType()).setCurrencyCode("USD")
          .setContentSha256(sha256(csv.toByteArray())).build();
      decks.add(deck);
      response.onNext(ImportRateDeckResponse.newBuilder().setDeck(deck).build());
      response.onCompleted();
    }

    private static String sha256(byte[] content) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
