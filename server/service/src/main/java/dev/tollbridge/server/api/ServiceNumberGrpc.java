package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.server.rpc.PhoneNumbers;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.shard.Catalog;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.DeleteServiceNumberRequest;
import dev.tollbridge.v1.DeleteServiceNumberResponse;
import dev.tollbridge.v1.GetServiceNumberRequest;
import dev.tollbridge.v1.GetServiceNumberResponse;
import dev.tollbridge.v1.ListServiceNumbersRequest;
import dev.tollbridge.v1.ListServiceNumbersResponse;
import dev.tollbridge.v1.NumberType;
import dev.tollbridge.v1.PutServiceNumberRequest;
import dev.tollbridge.v1.PutServiceNumberResponse;
import dev.tollbridge.v1.ServiceNumberServiceGrpc;
import dev.tollbridge.v1.ServiceNumberServiceGrpc.ServiceNumberServiceImplBase;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Serves service numbers, which all shards share. */
final class ServiceNumberGrpc extends ServiceNumberServiceImplBase {
  private final ShardRouter router;
  private final Catalog catalog;
  private final PhoneNumbers phoneNumbers;

  ServiceNumberGrpc(ShardRouter router, Catalog catalog, PhoneNumbers phoneNumbers) {
    this.router = router;
    this.catalog = catalog;
    this.phoneNumbers = phoneNumbers;
  }

  @Override
  public void putServiceNumber(PutServiceNumberRequest request, StreamObserver<PutServiceNumberResponse> caller) {
    Responses.later(caller, () -> {
      ServiceNumber number = RequestChecks.checked(checks -> decode(request.getServiceNumber(), checks));
      return catalog
          .submit(new Command.PutServiceNumber(number),
              Authors.audited(ServiceNumberServiceGrpc.getPutServiceNumberMethod()))
          .thenApply(outcome -> {
            Statuses.require(outcome, Outcome.Done.class);
            return PutServiceNumberResponse.newBuilder().setServiceNumber(encode(number)).build();
          });
    });
  }

  private ServiceNumber decode(dev.tollbridge.v1.ServiceNumber number, RequestChecks checks) {
    String digits = phoneNumbers.requireDigits("service_number.number", number.getNumber(), checks);
    NumberType type = number.getNumberType();
    checks.require(type == NumberType.NUMBER_TYPE_TOLL || type == NumberType.NUMBER_TYPE_TOLL_FREE,
        "service_number.number_type", "must be NUMBER_TYPE_TOLL or NUMBER_TYPE_TOLL_FREE");
    String country = number.getCountryCode().isEmpty()
        ? phoneNumbers.country(number.getNumber())
        : checks.country("service_number.country_code", number.getCountryCode());
    return new ServiceNumber(digits, country, type == NumberType.NUMBER_TYPE_TOLL_FREE);
  }

  private static dev.tollbridge.v1.ServiceNumber encode(ServiceNumber number) {
    return dev.tollbridge.v1.ServiceNumber.newBuilder().setNumber("+" + number.digits())
        .setCountryCode(number.country())
        .setNumberType(number.tollFree() ? NumberType.NUMBER_TYPE_TOLL_FREE : NumberType.NUMBER_TYPE_TOLL).build();
  }

  @Override
  public void getServiceNumber(GetServiceNumberRequest request, StreamObserver<GetServiceNumberResponse> caller) {
    Responses.now(caller, () -> {
      String digits = checkedDigits(request.getNumber());
      ServiceNumber number = router.first().read(engine -> engine.serviceNumber(digits));
      if (number == null) {
        throw Statuses.of(Refusal.NO_SUCH_SERVICE_NUMBER);
      }
      return GetServiceNumberResponse.newBuilder().setServiceNumber(encode(number)).build();
    });
  }

  private String checkedDigits(String number) {
    return RequestChecks.checked(checks -> phoneNumbers.requireDigits("number", number, checks));
  }

  @Override
  public void listServiceNumbers(ListServiceNumbersRequest request, StreamObserver<ListServiceNumbersResponse> caller) {
    Responses.now(caller, () -> {
      PageRequest asked = RequestChecks.checked(
          checks -> PageRequest.of(PageToken.SERVICE_NUMBERS, request.getPageSize(), request.getPageToken(), checks));
      List<ServiceNumber> found = router.first()
          .read(engine -> engine.serviceNumbersAfter(asked.after(), asked.limit()));
      var page = asked.of(found, ServiceNumber::digits);
      return ListServiceNumbersResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllServiceNumbers(page.items().stream().map(ServiceNumberGrpc::encode).toList()).build();
    });
  }

  @Override
  public void deleteServiceNumber(DeleteServiceNumberRequest request,
      StreamObserver<DeleteServiceNumberResponse> caller) {
    Responses.later(caller, () -> catalog
        .submit(new Command.DeleteServiceNumber(checkedDigits(request.getNumber())),
            Authors.audited(ServiceNumberServiceGrpc.getDeleteServiceNumberMethod()))
        .thenApply(outcome -> {
          Statuses.require(outcome, Outcome.Done.class);
          return DeleteServiceNumberResponse.getDefaultInstance();
        }));
  }
}
