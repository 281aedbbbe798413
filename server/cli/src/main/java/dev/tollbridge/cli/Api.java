package dev.tollbridge.cli;

import dev.tollbridge.v1.AccessServiceGrpc;
import dev.tollbridge.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.tollbridge.v1.AuditServiceGrpc;
import dev.tollbridge.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import dev.tollbridge.v1.CallRecordServiceGrpc;
import dev.tollbridge.v1.CallRecordServiceGrpc.CallRecordServiceBlockingStub;
import dev.tollbridge.v1.CreditServiceGrpc;
import dev.tollbridge.v1.CreditServiceGrpc.CreditServiceBlockingStub;
import dev.tollbridge.v1.GetOrganizationRequest;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.LegRatingServiceGrpc.LegRatingServiceBlockingStub;
import dev.tollbridge.v1.LegRatingServiceGrpc.LegRatingServiceBlockingV2Stub;
import dev.tollbridge.v1.LegServiceGrpc;
import dev.tollbridge.v1.LegServiceGrpc.LegServiceBlockingStub;
import dev.tollbridge.v1.MaintenanceServiceGrpc;
import dev.tollbridge.v1.MaintenanceServiceGrpc.MaintenanceServiceBlockingStub;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import dev.tollbridge.v1.OrganizationServiceGrpc.OrganizationServiceBlockingStub;
import dev.tollbridge.v1.ReratingServiceGrpc;
import dev.tollbridge.v1.ReratingServiceGrpc.ReratingServiceBlockingStub;
import dev.tollbridge.v1.ServiceNumberServiceGrpc;
import dev.tollbridge.v1.ServiceNumberServiceGrpc.ServiceNumberServiceBlockingStub;
import dev.tollbridge.v1.TariffServiceGrpc;
import dev.tollbridge.v1.TariffServiceGrpc.TariffServiceBlockingStub;
import io.grpc.ManagedChannel;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The services of a server. */
record Api(ManagedChannel channel) {
  /** Rows asked for at once. */
  static final int PAGE_SIZE = 1_000;

  OrganizationServiceBlockingStub organizations() {
    return OrganizationServiceGrpc.newBlockingStub(channel);
  }

  CreditServiceBlockingStub credits() {
    return CreditServiceGrpc.newBlockingStub(channel);
  }

  TariffServiceBlockingStub tariffs() {
    return TariffServiceGrpc.newBlockingStub(channel);
  }

  ServiceNumberServiceBlockingStub numbers() {
    return ServiceNumberServiceGrpc.newBlockingStub(channel);
  }

  CallRecordServiceBlockingStub records() {
    return CallRecordServiceGrpc.newBlockingStub(channel);
  }

  ReratingServiceBlockingStub reratings() {
    return ReratingServiceGrpc.newBlockingStub(channel);
  }

  LegRatingServiceBlockingStub rating() {
    return LegRatingServiceGrpc.newBlockingStub(channel);
  }

  LegRatingServiceBlockingV2Stub streams() {
    return LegRatingServiceGrpc.newBlockingV2Stub(channel);
  }

  LegServiceBlockingStub legs() {
    return LegServiceGrpc.newBlockingStub(channel);
  }

  AccessServiceBlockingStub access() {
    return AccessServiceGrpc.newBlockingStub(channel);
  }

  AuditServiceBlockingStub audit() {
    return AuditServiceGrpc.newBlockingStub(channel);
  }

  MaintenanceServiceBlockingStub maintenance() {
    return MaintenanceServiceGrpc.newBlockingStub(channel);
  }

  Organization organization(String id) {
    return organizations().getOrganization(GetOrganizationRequest.newBuilder().setOrganizationId(id).build())
        .getOrganization();
  }

  /**
   * Rows of all pages; each page is asked for when it is needed.
   *
   * @param page the page with this token
   */
  static <P, R> Iterable<R> pages(Function<String, P> page, Function<P, List<R>> rows, Function<P, String> next) {
    return () -> new Iterator<>() {
      private Iterator<R> current = List.<R>of().iterator();
      private @Nullable String token = "";

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && token != null) {
          P loaded = page.apply(token);
          current = rows.apply(loaded).iterator();
          String following = next.apply(loaded);
          token = following.isEmpty() ? null : following;
        }
        return current.hasNext();
      }

      @Override
      public R next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next();
      }
    };
  }
}
