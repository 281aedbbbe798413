package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.shard.Backup;
import dev.tollbridge.server.shard.Backups;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.Access;
import dev.tollbridge.v1.BackupRequest;
import dev.tollbridge.v1.BackupResponse;
import dev.tollbridge.v1.GetStatusRequest;
import dev.tollbridge.v1.GetStatusResponse;
import dev.tollbridge.v1.MaintenanceServiceGrpc.MaintenanceServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Serves the maintenance of the server itself. */
final class MaintenanceGrpc extends MaintenanceServiceImplBase {
  private final Backups backups;
  private final ShardRouter router;
  private final ServerFacts facts;
  private final ServerMetrics metrics;

  MaintenanceGrpc(Backups backups, ShardRouter router, ServerFacts facts, ServerMetrics metrics) {
    this.backups = backups;
    this.router = router;
    this.facts = facts;
    this.metrics = metrics;
  }

  @Override
  public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> caller) {
    Responses.now(caller, () -> {
      long legCount = router.shards().stream().mapToLong(shard -> shard.read(RatingEngine::activeLegCount)).sum();
      var status = router.first().read(engine -> GetStatusResponse.newBuilder().setLevel(engine.level())
          .setKnownBridgeCount(engine.bridgeCount()));
      return status.setVersion(facts.version()).setShardCount(router.shards().size())
          .setTimeScale(router.clock().timeScale()).setStartTime(Times.timestamp(micros(facts.start())))
          .setEngineTime(Times.timestamp(router.clock().nowMicros())).setActiveLegCount(legCount)
          .setAccess(facts.openAccess() ? Access.ACCESS_OPEN : Access.ACCESS_IDENTITIES).setTls(facts.tls())
          .setClientCertificates(facts.clientCertificates()).addAllWarnings(facts.warnings().get())
          .addAllNotReady(facts.notReady().get()).build();
    });
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  @Override
  public void backup(BackupRequest request, StreamObserver<BackupResponse> caller) {
    try {
      Optional<Backup> backup = backups.begin();
      if (backup.isEmpty()) {
        throw ApiErrors.resourceExhausted("BACKUP_RUNNING", "another backup is in progress; retry when it has ended",
            Map.of());
      }
      BackupStream.start(backup.get(), (ServerCallStreamObserver<BackupResponse>) caller, metrics,
          BackupStream.MAX_PAUSE);
    } catch (IOException e) {
      caller.onError(BackupStream.error(e));
    } catch (RuntimeException e) {
      caller.onError(Statuses.of(e));
    }
  }
}
