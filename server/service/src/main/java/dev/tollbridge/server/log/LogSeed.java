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
 * Makes the empty log of a directory that was restored, continuing after the entry that the shards' snapshots show.
 * Ratis must find a term that is not below the snapshots', or the log would move backwards, and the group's only member.
 */
public final class LogSeed {
  private LogSeed() {}

  /** Makes the log next to the snapshots of a directory, which must all have been made after the same entry. */
  public static void write(DataLayout layout, int shards) throws IOException {
    LogPosition place = place(layout, 0);
    for (int shard = 1; shard < shards; shard++) {
      if (place(layout, shard).index() != place.index()) {
        throw new CorruptLogException("the snapshots of shards 0 and " + shard + " show different moments: "
            + place.index() + " and " + place(layout, shard).index());
      }
    }
    write(Files.createDirectories(layout.log()), place);
    Files.createFile(layout.logMade());
  }

  private static LogPosition place(DataLayout layout, int shard) throws IOException {
    Path snapshot = SnapshotFiles.newestFirst(layout.snapshots(shard)).getFirst();
    return SnapshotFiles.read(snapshot, new DeckPool()).place();
  }

  private static void write(Path log, LogPosition place) throws IOException {
    var properties = LogProperties.of(log, LogProperties.SEGMENT_BYTES);
    try (RaftStorageImpl storage = StorageImplUtils.initRaftStorage(DataLayout.logId().toString(),
        RaftStorage.StartupOption.FORMAT, properties)) {
      storage.getMetadataFile().persist(RaftStorageMetadata.valueOf(place.term(), CellLog.SELF));
      var members = RaftConfigurationProto.newBuilder().addPeers(CellLog.peer().getRaftPeerProto());
      storage.writeRaftConfiguration(LogEntryProto.newBuilder().setTerm(place.term()).setIndex(place.index())
          .setConfigurationEntry(members).build());
      if (storage.readRaftConfiguration() == null) {
        throw new IOException("the log's group could not be written");
      }
    }
  }
}
