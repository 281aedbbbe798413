package dev.tollbridge.server.audit;

import dev.tollbridge.server.log.StoredLog;
import dev.tollbridge.server.storage.DataLayout;
import java.io.IOException;

/** Checks the files of the log that all shards share. */
public final class LogAudit {
  private LogAudit() {}

  /**
   * Checks the log of a data directory or a backup that nobody writes to.
   *
   * @param expected false for a backup, whose snapshots cover everything
   */
  public static void run(DataLayout layout, int shards, boolean expected, Report report) throws IOException {
    Report.Check check = report.check("log");
    StoredLog log = StoredLog.of(layout);
    ShardAudit.report(check, log.damages(layout, shards));
    if (expected && !log.exists()) {
      check.found(layout.log() + ": the log is missing");
    }
    check.end(log.segmentCount() + " segments");
  }
}
