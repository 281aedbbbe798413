package dev.tollbridge.benchmarks.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * A ledger of charges as PostgreSQL does it best: a function charges a whole batch in one call and one commit, and each
 * connection has organizations of its own, so that no two wait for the same row.
 */
final class PostgresLedger implements AutoCloseable {
  static final long CREDIT_MICROS = 1_000_000_000_000_000L;

  private static final String SCHEMA = """
      CREATE TABLE accounts (id int PRIMARY KEY, balance_micros bigint NOT NULL) WITH (fillfactor = 50);
      CREATE TABLE charges (usage_id bigint, minute int, account int NOT NULL, amount bigint NOT NULL,
        PRIMARY KEY (usage_id, minute));
      CREATE FUNCTION charge(usage_ids bigint[], minutes int[], payers int[], amounts bigint[]) RETURNS void
      LANGUAGE plpgsql AS $$
      DECLARE unpaid int;
      BEGIN
        WITH made AS (
          INSERT INTO charges SELECT * FROM unnest(usage_ids, minutes, payers, amounts)
          ON CONFLICT DO NOTHING RETURNING account, amount),
        owed AS (SELECT account, sum(amount)::bigint AS amount FROM made GROUP BY account),
        paid AS (
          UPDATE accounts SET balance_micros = balance_micros - owed.amount FROM owed
          WHERE id = owed.account AND balance_micros >= owed.amount RETURNING id)
        SELECT (SELECT count(*) FROM owed) - (SELECT count(*) FROM paid) INTO unpaid;
        IF unpaid > 0 THEN
          RAISE EXCEPTION '% organizations have no credit for their charges', unpaid;
        END IF;
      END $$;
      CREATE FUNCTION charge_one(usage_id bigint, minute int, payer int, amount bigint) RETURNS void
      LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO charges VALUES (usage_id, minute, payer, amount) ON CONFLICT DO NOTHING;
        IF FOUND THEN
          UPDATE accounts SET balance_micros = balance_micros - amount WHERE id = payer AND balance_micros >= amount;
          IF NOT FOUND THEN
            RAISE EXCEPTION 'organization % has no credit for its charge', payer;
          END IF;
        END IF;
      END $$
      """;

  private final EmbeddedPostgres server;
  private final String url;
  private final long pid;

  /** How charges are spread. */
  enum Shape {
    /** A batch's charges are of thousands of organizations. */
    UNIFORM(10_000, 2, 5_000),
    /** All charges are of the same few organizations. */
    GROUPED(8, 2, 5_000),
    /** Each charge is a call and a commit of its own, and connections commit together. */
    SINGLE(10_000, 16, 1);

    final int organizations;
    final int connections;
    final int batch;

    Shape(int organizations, int connections, int batch) {
      this.organizations = organizations;
      this.connections = connections;
      this.batch = batch;
    }
  }

  /** @param cpuMicros of the database or server alone, for each charge */
  record Figure(double chargesPerSecond, double cpuMicros) {}

  private PostgresLedger(EmbeddedPostgres server, long pid) {
    this.server = server;
    this.url = server.getJdbcUrl("postgres", "postgres");
    this.pid = pid;
  }

  /** Starts one that loses nothing that it has committed; fails when it is set up in another way. */
  static PostgresLedger start(Path directory) throws IOException, SQLException {
    Path data = directory.resolve("postgres");
    EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(data).setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on").setServerConfig("full_page_writes", "on")
        .setServerConfig("wal_level", "minimal").setServerConfig("max_wal_senders", "0")
        .setServerConfig("wal_buffers", "64MB").setServerConfig("max_wal_size", "8GB")
        .setServerConfig("checkpoint_timeout", "30min").setServerConfig("shared_buffers", "512MB")
        .setServerConfig("max_connections", "30").setServerConfig("jit", "off").start();
    var ledger = new PostgresLedger(server,
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip()));
    for (String setting : List.of("fsync", "synchronous_commit")) {
      if (!"on".equals(ledger.query("SHOW " + setting))) {
        ledger.close();
        throw new MeasureException("PostgreSQL runs without " + setting);
      }
    }
    ledger.execute(SCHEMA);
    return ledger;
  }

  /** Starts with no charges, charges without a pause, and compares balances with charges at the end. */
  Figure measure(Shape shape, Duration warmUp, Duration duration)
      throws IOException, SQLException, InterruptedException {
    execute("TRUNCATE accounts, charges; INSERT INTO accounts SELECT id, " + CREDIT_MICROS + " FROM generate_series(0, "
        + (shape.organizations - 1) + ") id");
    execute("VACUUM ANALYZE accounts");
    execute("CHECKPOINT");
    var charged = new LongAdder();
    var over = new AtomicBoolean();
    List<Future<?>> writers = new ArrayList<>();
    Figure figure;
    try (ExecutorService threads = Executors.newFixedThreadPool(shape.connections)) {
      try {
        for (int i = 0; i < shape.connections; i++) {
          writers.add(threads.submit(new LedgerWriter(url, shape, i, charged, over)));
        }
        TimeUnit.MILLISECONDS.sleep(warmUp.toMillis());
        figure = observe(charged, duration);
      } finally {
        over.set(true);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } catch (ExecutionException failed) {
      throw new MeasureException("PostgreSQL's ledger failed: " + failed.getCause());
    }
    reconcile(charged.sum());
    return figure;
  }

  private Figure observe(LongAdder charged, Duration duration) throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    long before = charged.sum();
    double cpuBefore = cpuSeconds();
    TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    double charges = charged.sum() - before;
    return new Figure(charges * 1e9 / (System.nanoTime() - startNanos), 1e6 * (cpuSeconds() - cpuBefore) / charges);
  }

  private void reconcile(long charges) throws SQLException {
    String sums = query("SELECT (SELECT count(*) = " + charges + " AND sum(amount) = (SELECT sum(" + CREDIT_MICROS
        + " - balance_micros) FROM accounts) FROM charges)");
    if (!"t".equals(sums)) {
      throw new MeasureException("PostgreSQL's balances differ from its " + charges + " charges");
    }
  }

  private double cpuSeconds() throws IOException {
    ProcessHandle postmaster = ProcessHandle.of(pid)
        .orElseThrow(() -> new MeasureException("PostgreSQL is not running any more"));
    return Processes.cpuSeconds(pid)
        + postmaster.children().mapToDouble(child -> Processes.cpuSeconds(child.pid())).sum();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
