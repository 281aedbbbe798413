package dev.tollbridge.server.audit;

import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.OrganizationView;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.money.CurrencyFormat;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.CorruptLogException;
import dev.tollbridge.server.log.Damage;
import dev.tollbridge.server.log.NewerFormatException;
import dev.tollbridge.server.log.StoredShard;
import dev.tollbridge.server.record.RecordStoreException;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.StoredRecords;
import dev.tollbridge.server.storage.DataLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks one shard: its files, then that its log results in the stored rows, then that the money adds up. For one use.
 */
public final class ShardAudit {
  /** A booked call's usage id is remembered for this long; after that it may be reused. */
  private static final long USAGE_ID_KEPT_MICROS = Level.of(Level.HIGHEST).memory().usageIdMicros();
  private static final int MAX_INTEGRITY_FAULTS = 1_000;

  private final DataLayout layout;
  private final int shard;
  private final DeckPool pool;
  private final Report report;

  private ShardAudit(DataLayout layout, int shard, DeckPool pool, Report report) {
    this.layout = layout;
    this.shard = shard;
    this.pool = pool;
    this.report = report;
  }

  /**
   * Checks a shard of a data directory or a backup that nobody writes to.
   *
   * @param pool where equal decks are shared, for all shards
   * @throws NewerFormatException when another version wrote it and this one cannot read it
   */
  public static void run(DataLayout layout, int shard, DeckPool pool, Report report) throws IOException {
    new ShardAudit(layout, shard, pool, report).run();
  }

  private void run() throws IOException {
    StoredShard state = snapshots();
    Path file = layout.records(shard);
    Report.Check check = report.check(named("records"));
    try (StoredRecords stored = StoredRecords.open(file)) {
      if (rows(stored, file, check)) {
        replay(state, stored);
      }
    } catch (RecordStoreException e) {
      check.found(file + ": " + e.getMessage());
      check.end("");
    }
  }

  private String named(String check) {
    return "shard " + shard + " " + check;
  }

  private StoredShard snapshots() throws IOException {
    Report.Check check = report.check(named("snapshots"));
    StoredShard state = StoredShard.read(layout, shard, pool);
    report(check, state.damages());
    check.end(state.snapshotCount() + " snapshots");
    return state;
  }

  static void report(Report.Check check, List<Damage> damages) {
    for (Damage damage : damages) {
      String line = damage.file() + ": " + damage.what();
      if (damage.harmless()) {
        check.note(line);
      } else {
        check.found(line);
      }
    }
  }

  /** Returns whether the rows can be read at all. */
  private static boolean rows(StoredRecords stored, Path file, Report.Check check) {
    int version = stored.schemaVersion();
    if (version < 1 || version > StoredRecords.newestSchemaVersion()) {
      check.found(file + ": has schema version " + version + ", this release reads 1 to "
          + StoredRecords.newestSchemaVersion());
      check.end("");
      return false;
    }
    stored.integrityFaults(MAX_INTEGRITY_FAULTS).forEach(fault -> check.found(file + ": " + fault));
    long records = sequences(stored, RecordTable.CALL_RECORD, file, check);
    long entries = sequences(stored, RecordTable.LEDGER_ENTRY, file, check);
    long audits = sequences(stored, RecordTable.AUDIT_ENTRY, file, check);
    check.end(records + " call records, " + entries + " ledger entries, " + audits + " audit entries, schema version "
        + version);
    return true;
  }

  private static long sequences(StoredRecords stored, RecordTable table, Path file, Report.Check check) {
    long deletedThrough = stored.deletedThrough(table);
    if (deletedThrough > 0) {
      check.note(table.tableName() + ": rows up to " + deletedThrough + " were deleted for their age");
    }
    stored.gaps(table, (first, last) -> check.found(file + ": " + table.tableName() + " lacks "
        + (first == last ? "row " + first : "rows " + first + " to " + last)));
    return stored.extent(table).count();
  }

  private void replay(StoredShard state, StoredRecords stored) throws IOException {
    Report.Check check = report.check(named("replay"));
    int damagesBefore = state.damages().size();
    var rows = new ReplayedRows(stored, check);
    var engine = new RatingEngine(shard, pool, rows);
    boolean replayed = replay(state, stored, engine, check);
    report(check, state.damages().subList(damagesBefore, state.damages().size()));
    if (rows.newRecordCount() + rows.newEntries().size() > 0) {
      check.note(rows.newRecordCount() + " call records and " + rows.newEntries().size()
          + " ledger entries are in the log alone; the next start stores them");
    }
    check.end(state.entryCount() + " entries to " + state.lastIndex() + ", " + rows.comparedCount() + " rows compared");
    money(stored, rows, replayed ? engine : null);
  }

  /** Returns whether the engine is in the state that a start would reach. */
  private static boolean replay(StoredShard state, StoredRecords stored, RatingEngine engine, Report.Check check)
      throws IOException {
    try {
      state.replay(engine, () -> requireRowsBefore(engine, stored, check));
    } catch (CorruptLogException | RecordStoreException e) {
      check.found(String.valueOf(e.getMessage()));
      return false;
    } catch (NewerFormatException e) {
      throw e;
    } catch (RuntimeException bug) {
      check.found("entry " + (state.lastIndex() + 1) + " cannot be applied: " + bug);
      return false;
    }
    requireNotAhead("call records", stored.extent(RecordTable.CALL_RECORD).last() - engine.lastRecordSequence(), check);
    requireNotAhead("ledger entries", stored.extent(RecordTable.LEDGER_ENTRY).last() - engine.lastLedgerSequence(),
        check);
    requireNotAhead("audit entries", stored.extent(RecordTable.AUDIT_ENTRY).last() - engine.lastAuditSequence(), check);
    return true;
  }

  /** What was made before the snapshot can't be made again. */
  private static void requireRowsBefore(RatingEngine engine, StoredRecords stored, Report.Check check) {
    long records = engine.lastRecordSequence() - last(stored, RecordTable.CALL_RECORD);
    long entries = engine.lastLedgerSequence() - last(stored, RecordTable.LEDGER_ENTRY);
    long audits = engine.lastAuditSequence() - last(stored, RecordTable.AUDIT_ENTRY);
    if (records > 0 || entries > 0 || audits > 0) {
      check.found("the store lacks the last " + Math.max(records, 0) + " call records, " + Math.max(entries, 0)
          + " ledger entries and " + Math.max(audits, 0) + " audit entries made before the snapshot");
    }
  }

  private static long last(StoredRecords stored, RecordTable table) {
    return Math.max(stored.extent(table).last(), stored.deletedThrough(table));
  }

  private static void requireNotAhead(String kind, long count, Report.Check check) {
    if (count > 0) {
      check.found("the store has " + count + " " + kind + " more than its log results in: part of the log is missing");
    }
  }

  private void money(StoredRecords stored, ReplayedRows rows, @Nullable RatingEngine engine) {
    Report.Check check = report.check(named("money"));
    var ledger = new LedgerWalk(stored.deletedThrough(RecordTable.LEDGER_ENTRY) == 0, check);
    try {
      stored.ledgerEntries(ledger::add);
      rows.newEntries().forEach(ledger::add);
      usage(stored, check);
    } catch (RecordStoreException e) {
      check.found("the records: " + e.getMessage());
    }
    List<OrganizationView> organizations = engine == null ? List.of() : engine.organizations();
    organizations.forEach(ledger::compare);
    check.end((engine == null ? "state unknown" : organizations.size() + " organizations") + ", "
        + ledger.entryCount() + " ledger entries");
  }

  private static void usage(StoredRecords stored, Report.Check check) {
    stored.usageWithoutRecord(entry -> check.found("organization " + entry.organizationId() + ", ledger entry "
        + entry.sequence() + ": no call record " + entry.reference() + " with a charge of "
        + CurrencyFormat.of(entry.currency()).exact(-entry.amountMicros())));
    stored.recordsWithoutUsage(
        record -> check.found("organization " + record.parties().organizationId() + ", call record "
            + record.sequence() + ": no ledger entry for " + record.usageId() + " of "
            + CurrencyFormat.of(record.cost().currency()).exact(-record.chargeMicros())));
    stored.refundsAboveCharge(entry -> check.found("organization " + entry.organizationId() + ", ledger entry "
        + entry.sequence() + ": refunds of " + entry.reference() + " are more than it costs"));
    stored.repeatedUsage(USAGE_ID_KEPT_MICROS, entry -> check.found("organization " + entry.organizationId()
        + ", ledger entry " + entry.sequence() + ": " + entry.reference() + " was booked before"));
  }
}
