package dev.tollbridge.simulator.report;

import java.util.Arrays;
import java.util.List;

/** How a figure is compared with its bound; longer signs first, so that no sign is mistaken for a shorter one. */
enum Relation {
  AT_MOST("<="), AT_LEAST(">="), NOT_EQUAL("!="), SAME("=="), BELOW("<"), ABOVE(">"), EQUAL("=");

  private final String sign;

  Relation(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  static List<String> signs() {
    return Arrays.stream(values()).map(Relation::sign).toList();
  }

  boolean holds(double figure, double bound) {
    return switch (this) {
      case AT_MOST -> figure <= bound;
      case AT_LEAST -> figure >= bound;
      case NOT_EQUAL -> figure != bound;
      case SAME, EQUAL -> figure == bound;
      case BELOW -> figure < bound;
      case ABOVE -> figure > bound;
    };
  }
}
