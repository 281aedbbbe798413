package dev.tollbridge.core.engine;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Closes and reopens organizations and asks for legs' ends now and then in a random run, and refunds calls as clients do
 * that read, crash and repeat: a refund may ask for too much, arrive late, or be sent twice.
 */
final class ScenarioClosings {
  private static final int REQUEST_IDS = 30;
  private static final int MAX_LEGS = 60;

  private final Random random;
  private final RecordShelf shelf;
  private final Function<Command, Outcome> engine;
  private Command.@Nullable RefundCall late;

  ScenarioClosings(long seed, RecordShelf shelf, Function<Command, Outcome> engine) {
    this.random = new Random(seed * 23 + 5);
    this.shelf = shelf;
    this.engine = engine;
  }

  void act() {
    if (random.nextInt(24) == 0) {
      var _ = engine.apply(close());
    }
    if (random.nextInt(8) == 0) {
      String organization = organization();
      var _ = engine.apply(new Command.ReopenOrganization(request("reopen", 0), organization));
    }
    if (random.nextInt(4) == 0) {
      var _ = engine.apply(hangUp());
    }
    if (late != null && random.nextInt(3) == 0) {
      var _ = engine.apply(late);
    }
    List<CallRecord> records = shelf.records();
    if (!records.isEmpty() && random.nextInt(3) == 0) {
      Command.RefundCall refund = refund(records.get(random.nextInt(records.size())));
      late = random.nextInt(4) == 0 ? refund : late;
      var _ = engine.apply(refund);
    }
  }

  private Command close() {
    boolean payOut = random.nextBoolean();
    boolean endLegs = random.nextBoolean();
    return new Command.CloseOrganization(request("close", payOut ? 1 : endLegs ? 2 : 3), organization(),
        payOut ? Lifecycle.Settlement.PAY_OUT : Lifecycle.Settlement.FORFEIT, endLegs);
  }

  /** The end of a leg that may be over, of another organization, or have been asked for before. */
  private Command hangUp() {
    int leg = 1 + random.nextInt(MAX_LEGS);
    String bridge = "bridge" + random.nextInt(3);
    String organization = organization();
    return new Command.HangUpLeg(request("end", Objects.hash(leg, bridge, organization)), organization, bridge,
        "leg" + leg);
  }

  private Command.RefundCall refund(CallRecord record) {
    RefundableCall call = random.nextInt(20) == 0
        ? RefundableCall.missing(record.usageId())
        : shelf.refundable(record);
    long amountMicros = switch (random.nextInt(4)) {
      case 0 -> call.refundableMicros();
      case 1 -> call.refundableMicros() + 1;
      default -> random.nextLong(call.refundableMicros() + 1);
    };
    return new Command.RefundCall(request("refund", record.sequence() * 31 + amountMicros),
        record.parties().organizationId(), call, amountMicros, "poor line");
  }

  private Request request(String prefix, long payload) {
    return new Request(prefix + random.nextInt(REQUEST_IDS), payload);
  }

  private String organization() {
    return ScenarioMoney.organization(random.nextInt(20) == 0 ? 9 : random.nextInt(2));
  }
}
