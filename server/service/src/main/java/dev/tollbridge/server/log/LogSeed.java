package dev.tollbridge.server.log;

import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.storage.DataLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageImpl;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.server.storage.StorageImplUtils;

/**
 * Makes the empty logs of a directory that was restored, each continuing after the shard's snapshot. Ratis must find a
 * term that is not below the snapshot's, or the log would move backwards, and the group's only member.
 */
public final class LogSeed {
  private LogSeed() {}

  /** Makes the logs next to the snapshots of a directory, one for each shard. */
  public static void write(DataLayout layout, int shards) throws IOException {
    Path logs = Files.createDirectories(layout.logs());
    for (int shard = 0; shard < shards; shard++) {
      Path snapshot = SnapshotFiles.newestFirst(layout.snapshots(shard)).getFirst();
      write(logs, shard, SnapshotFiles.read(snapshot, new DeckPool()).place());
    }
    Files.createFile(layout.allLogsMade());
  }

  private static void write(Path logs, int shard, LogPosition place) throws IOException {
    var properties = LogProperties.of(logs, LogProperties.SEGMENT_BYTES);
    try (RaftStorageImpl storage = StorageImplUtils.initRaftStorage(DataLayout.logId(shard).toString(),
        RaftStorage.StartupOption.FORMAT, properties)) {
      storage.getMetadataFile().persist(RaftStorageMetadata.valueOf(place.term(), LogServer.SELF));
      var members = RaftConfigurationProto.newBuilder().addPeers(LogServer.peer().getRaftPeerProto());
      storage.writeRaftConfiguration(LogEntryProto.newBuilder().setTerm(place.term()).setIndex(place.index())
          .setConfigurationEntry(members).build());
      if (storage.readRaftConfiguration() == null) {
        throw new IOException("the group of shard " + shard + " could not be written");
      }
    }
  }
}
