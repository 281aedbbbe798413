package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Keeps what the engine does, as values. */
public final class EffectRecorder implements Effects {
  private final List<Effect> effects = new ArrayList<>();

  /**
   * One call of {@link Effects}. Amounts are micros; totals and balances are those right after it. A leg's id may come
   * again when it is closed, its bridge, session and number do not.
   */
  public sealed interface Effect {
    record Charged(String leg, String legId, int minutes, long amountMicros, long dueMicros, int allMinutes,
        long totalMicros,
        String organizationId, long balanceMicros) implements Effect {}

    record Disconnect(String leg, String legId, DenialReason reason) implements Effect {}

    record Closed(CallRecord record) implements Effect {}

    record CallBooked(CallRecord record) implements Effect {}

    record Booked(LedgerEntry entry) implements Effect {}

    record Credit(String organizationId, CreditEvent event, long balanceMicros) implements Effect {}
  }

  /** What happened since the last call. */
  public List<Effect> drain() {
    List<Effect> drained = List.copyOf(effects);
    effects.clear();
    return drained;
  }

  @Override
  public void charged(Leg leg, int minutes, long amountMicros, long dueMicros) {
    effects.add(new Effect.Charged(key(leg), leg.id(), minutes, amountMicros, dueMicros, leg.minutesCharged(),
        leg.totalMicros(),
        leg.organization().id(), leg.organization().balanceMicros()));
  }

  @Override
  public void disconnect(Leg leg) {
    effects.add(new Effect.Disconnect(key(leg), leg.id(), Objects.requireNonNull(leg.denial(), "denial")));
  }

  private static String key(Leg leg) {
    return key(leg.session().bridgeId(), leg.session().number(), leg.number());
  }

  static String key(String bridgeId, long session, long legNumber) {
    return bridgeId + "/" + session + "/" + legNumber;
  }

  @Override
  public void closed(CallRecord record) {
    effects.add(new Effect.Closed(record));
  }

  @Override
  public void callBooked(CallRecord record) {
    effects.add(new Effect.CallBooked(record));
  }

  @Override
  public void booked(LedgerEntry entry) {
    effects.add(new Effect.Booked(entry));
  }

  @Override
  public void credit(Organization organization, CreditEvent event) {
    effects.add(new Effect.Credit(organization.id(), event, organization.balanceMicros()));
  }
}
