package dev.tollbridge.simulator.replay;

import java.math.BigDecimal;

/**
 * A call whose charge in the report is not what the server says, both with the report's decimals.
 *
 * @param line in the report
 */
record Difference(long line, String usageId, BigDecimal reported, BigDecimal rated, String currency) {

  BigDecimal size() {
    return rated.subtract(reported).abs();
  }
}
