package dev.tollbridge.simulator.sample;

import dev.tollbridge.v1.CallType;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Weights of the three charged classes of legs. */
public record Mix(int toll, int tollFree, int dialOut) {
  private static final int MAX_WEIGHT = 1_000_000;

  public Mix {
    if (toll < 0 || tollFree < 0 || dialOut < 0 || (long) toll + tollFree + dialOut == 0
        || Math.max(toll, Math.max(tollFree, dialOut)) > MAX_WEIGHT) {
      throw new IllegalArgumentException("weights must be from 0 to 1000000 and not all 0");
    }
  }

  /** Parses {@code toll=60,tollfree=25,dialout=15}; a class left out has weight 0. */
  public static Mix parse(String text) {
    @Nullable
    Integer[] weights = new Integer[3];
    for (String part : text.split(",", -1)) {
      String[] pair = part.split("=", -1);
      int index = pair.length == 2 ? classIndex(pair[0]) : -1;
      if (index < 0 || !pair[1].matches("\\d{1,7}") || weights[index] != null) {
        throw new IllegalArgumentException("'" + part + "' in '" + text
            + "' is not one of toll=N, tollfree=N, dialout=N, each at most once");
      }
      weights[index] = Integer.valueOf(pair[1]);
    }
    return new Mix(orZero(weights[0]), orZero(weights[1]), orZero(weights[2]));
  }

  /** Draws the class of one leg. */
  public CallType next(RandomGenerator random) {
    int draw = random.nextInt(toll + tollFree + dialOut);
    if (draw < toll) {
      return CallType.CALL_TYPE_TOLL_DIAL_IN;
    }
    return draw < toll + tollFree ? CallType.CALL_TYPE_TOLL_FREE_DIAL_IN : CallType.CALL_TYPE_DIAL_OUT;
  }

  /** The class by its name in options and traces. */
  public static CallType callType(String name) {
    return switch (name) {
      case "toll" -> CallType.CALL_TYPE_TOLL_DIAL_IN;
      case "tollfree" -> CallType.CALL_TYPE_TOLL_FREE_DIAL_IN;
      case "dialout" -> CallType.CALL_TYPE_DIAL_OUT;
      default -> throw new IllegalArgumentException("'" + name + "' is not toll, tollfree or dialout");
    };
  }

  private static int classIndex(String name) {
    return switch (name) {
      case "toll" -> 0;
      case "tollfree" -> 1;
      case "dialout" -> 2;
      default -> -1;
    };
  }

  private static int orZero(@Nullable Integer weight) {
    return weight == null ? 0 : weight;
  }
}
