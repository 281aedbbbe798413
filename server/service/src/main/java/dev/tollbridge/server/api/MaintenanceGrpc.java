package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.shard.Backup;
import dev.tollbridge.server.shard.Backups;
import dev.tollbridge.v1.BackupRequest;
import dev.tollbridge.v1.BackupResponse;
import dev.tollbridge.v1.MaintenanceServiceGrpc.MaintenanceServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Serves the maintenance of the server itself. */
final class MaintenanceGrpc extends MaintenanceServiceImplBase {
  private final Backups backups;

  MaintenanceGrpc(Backups backups) {
    this.backups = backups;
  }

  @Override
  public void backup(BackupRequest request, StreamObserver<BackupResponse> caller) {
    try {
      Optional<Backup> backup = backups.begin();
      if (backup.isEmpty()) {
        throw ApiErrors.resourceExhausted("BACKUP_RUNNING", "another backup is in progress; retry when it has ended",
            Map.of());
      }
      BackupStream.start(backup.get(), (ServerCallStreamObserver<BackupResponse>) caller);
    } catch (IOException e) {
      caller.onError(BackupStream.error(e));
    } catch (RuntimeException e) {
      caller.onError(Statuses.of(e));
    }
  }
}
