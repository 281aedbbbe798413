package dev.tollbridge.simulator.replay;

import java.math.BigDecimal;

/**
 * A call whose charge in the report differs from the server's, both with the report's decimals.
 *
 * @param line in the report
 */
record Difference(long line, String usageId, BigDecimal reported, BigDecimal rated, String currency) {

  BigDecimal size() {
    return rated.subtract(reported).abs();
  }
}
