package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.PostgresLedger.Shape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** One connection of the PostgreSQL ledger, which charges its legs in turn, minute after minute. */
final class LedgerWriter implements Callable<Void> {
  private static final int LEGS = 50_000;
  private static final long MINUTE_MICROS = 20_000;

  private final String url;
  private final Shape shape;
  private final int number;
  private final LongAdder charged;
  private final AtomicBoolean over;
  /** The organization of each leg: any of those that no other connection has. */
  private final int[] payers;
  private long next;

  /** @param charged counts what is committed */
  LedgerWriter(String url, Shape shape, int number, LongAdder charged, AtomicBoolean over) {
    this.url = url;
    this.shape = shape;
    this.number = number;
    this.charged = charged;
    this.over = over;
    int own = shape.organizations / shape.connections;
    this.payers = new Random(number).ints(LEGS, number * own, (number + 1) * own).toArray();
  }

  @Override
  public Void call() throws SQLException {
    String call = shape.batch == 1 ? "SELECT charge_one(?, ?, ?, ?)" : "SELECT charge(?, ?, ?, ?)";
    try (Connection connection = DriverManager.getConnection(url + "&prepareThreshold=1");
        PreparedStatement statement = connection.prepareStatement(call)) {
      while (!over.get()) {
        if (shape.batch == 1) {
          bindOne(statement);
        } else {
          bindBatch(statement);
        }
        statement.execute();
        charged.add(shape.batch);
      }
      return null;
    }
  }

  private void bindOne(PreparedStatement statement) throws SQLException {
    statement.setLong(1, usageId());
    statement.setInt(2, minute());
    statement.setInt(3, payer());
    statement.setLong(4, MINUTE_MICROS);
    next++;
  }

  private void bindBatch(PreparedStatement statement) throws SQLException {
    long[] usageIds = new long[shape.batch];
    int[] minutes = new int[shape.batch];
    int[] accounts = new int[shape.batch];
    long[] amounts = new long[shape.batch];
    for (int i = 0; i < shape.batch; i++) {
      usageIds[i] = usageId();
      minutes[i] = minute();
      accounts[i] = payer();
      amounts[i] = MINUTE_MICROS;
      next++;
    }
    statement.setObject(1, usageIds);
    statement.setObject(2, minutes);
    statement.setObject(3, accounts);
    statement.setObject(4, amounts);
  }

  private long usageId() {
    return (long) number * LEGS + next % LEGS;
  }

  private int minute() {
    return (int) (next / LEGS);
  }

  private int payer() {
    return payers[(int) (next % LEGS)];
  }
}
