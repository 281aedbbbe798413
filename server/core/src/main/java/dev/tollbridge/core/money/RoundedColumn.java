package dev.tollbridge.core.money;

/**
 * Rounds a column of amounts so that its cells add up to its rounded sum, at any row: each cell is the rounded sum
 * through its row less the rounded sum before it. A cell thus differs from its amount by less than one smallest unit,
 * and needs no later row, so that a file may be written row by row.
 */
public final class RoundedColumn {
  private final CurrencyFormat format;
  /** What the cells so far show too little, or too much when below zero; at most half a unit. */
  private long carriedMicros;

  public RoundedColumn(CurrencyFormat format) {
    this.format = format;
  }

  /** The cell of the next amount. */
  public String next(long micros) {
    long owedMicros = Math.addExact(carriedMicros, micros);
    long units = format.units(owedMicros);
    carriedMicros = owedMicros - units * format.unitMicros();
    return format.shown(units);
  }
}
