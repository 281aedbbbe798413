package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.server.log.LogUnavailableException;
import dev.tollbridge.server.record.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the disk fails one shard, all of them stop, give the reason, and continue after a restart. */
@Timeout(120)
@Tag("slow")
final class StoppedShardTest {
  private static final long CREDIT_MICROS = 100_000_000;

  @TempDir
  Path directory;

  @Test
  void recordsThatCannotBeWrittenStopEveryShardWithoutLoss() throws IOException, SQLException {
    var scene = new RouterScene(directory);
    scene.create("acme");
    int shard = scene.shard("acme").number();
    change(shard, "ALTER TABLE ledger_entry RENAME TO away");
    scene.purchase("acme", "buy", CREDIT_MICROS).join();

    assertThat(scene.awaitFailure()).hasMessageContaining("shard-" + shard + ".db could not be written");
    assertThat(scene.cell().notReady()).singleElement().asString().startsWith("stopped: ")
        .contains("shard-" + shard + ".db could not be written");
    for (Shard each : scene.router().shards()) {
      assertThatThrownBy(each.submit(new Command.Tick())::join).hasCauseInstanceOf(LogUnavailableException.class);
    }
    scene.closeFailed();

    change(shard, "ALTER TABLE away RENAME TO ledger_entry");
    try (var restarted = new RouterScene(directory)) {
      assertThat(restarted.balanceMicros("acme")).isEqualTo(CREDIT_MICROS);
      assertThat(restarted.shard("acme").records().ledgerEntries("acme", Position.before(0), Long.MAX_VALUE, 10))
          .hasSize(1);
    }
  }

  private void change(int shard, String sql) throws SQLException {
    try (Connection connection = DriverManager
        .getConnection("jdbc:sqlite:" + directory.resolve("records/shard-" + shard + ".db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
