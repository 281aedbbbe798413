package dev.tollbridge.core.engine;

import java.util.List;
import java.util.Random;

/** What the payers of a random run do. */
final class ScenarioMoney {
  private static final int REQUEST_IDS = 40;

  private final Random random;
  private final int organizations;
  private final long scale;

  ScenarioMoney(Random random, int organizations, long scale) {
    this.random = random;
    this.organizations = organizations;
    this.scale = scale;
  }

  int organizations() {
    return organizations;
  }

  static String organization(int index) {
    return "org" + index;
  }

  private String anyone() {
    return organization(random.nextInt(20) == 0 ? organizations : random.nextInt(organizations));
  }

  /** Request ids are few, so that some are repeated, with the same payload or another. */
  private Request request(long payload) {
    return new Request("request-" + random.nextInt(REQUEST_IDS), payload);
  }

  private long amount() {
    return (1 + random.nextInt(8)) * (random.nextBoolean() ? 100_000L : 123_457L) * scale;
  }

  List<Long> thresholds() {
    return random.nextBoolean() ? List.of() : List.of(amount() / 2, amount() / 4);
  }

  Command purchase() {
    long amount = amount();
    return new Command.PurchaseCredits(request(amount), anyone(), amount);
  }

  Command move() {
    long amount = amount();
    return switch (random.nextInt(4)) {
      case 0 -> new Command.AdjustCredits(request(amount + 1), anyone(), amount, "gift");
      case 1 -> new Command.AdjustCredits(request(-amount), anyone(), -amount, "correction");
      default -> purchase();
    };
  }

  Command manage() {
    return switch (random.nextInt(8)) {
      case 0 -> new Command.UpdateAutoRecharge(anyone(), null);
      case 1, 2 -> autoRecharge();
      case 3 -> new Command.UpdateOrganization(anyone(), null, random.nextInt(3) > 0, thresholds(), random
          .nextInt(4) > 0);
      default -> report();
    };
  }

  private Command autoRecharge() {
    long amount = amount();
    return new Command.UpdateAutoRecharge(anyone(), new AutoRecharge(amount(), amount, amount * (1 + random
        .nextInt(3))));
  }

  private Command report() {
    String organization = anyone();
    String recharge = organization + "-" + (1 + random.nextInt(3));
    String failure = random.nextInt(3) == 0 ? "card expired" : "";
    return new Command.ReportRecharge(request(recharge.hashCode() * 31L + failure.hashCode()), organization, recharge,
        failure);
  }
}
