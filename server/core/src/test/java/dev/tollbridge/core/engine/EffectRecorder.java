package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps what the engine does, as values. */
public final class EffectRecorder implements Effects {
  private final List<Effect> effects = new ArrayList<>();
  private @Nullable RatingEngine engine;

  /**
   * One call of {@link Effects}. Amounts are micros; totals and balances are those right after it. A leg's id may be
   * reused once it is closed; its bridge, session and number are not.
   */
  public sealed interface Effect {
    record Charged(String leg, String legId, int minutes, long amountMicros, long dueMicros, int allMinutes,
        long totalMicros,
        String organizationId, long balanceMicros) implements Effect {}

    record Disconnect(String leg, String legId, DenialReason reason) implements Effect {}

    record Closed(CallRecord record) implements Effect {}

    record CallBooked(CallRecord record) implements Effect {}

    record EntryMade(LedgerEntry entry) implements Effect {}

    record Audited(AuditEntry entry) implements Effect {}

    record ClosingsDropped(String bridgeId, int count) implements Effect {}

    record Credit(String organizationId, CreditEvent event, long balanceMicros) implements Effect {}
  }

  /** From now on charges are recorded with the balance that the engine shows right after them. */
  void follow(RatingEngine source) {
    engine = source;
  }

  private long balanceMicros(String organizationId) {
    return engine == null ? 0 : Objects.requireNonNull(engine.organization(organizationId)).balanceMicros();
  }

  /** What happened since the last call. */
  public List<Effect> drain() {
    List<Effect> drained = List.copyOf(effects);
    effects.clear();
    return drained;
  }

  @Override
  public void charged(LegRef leg, int minutes, int allMinutes, long amountMicros, long totalMicros, long dueMicros) {
    effects.add(new Effect.Charged(key(leg), leg.legId(), minutes, amountMicros, dueMicros, allMinutes, totalMicros,
        leg.organizationId(), balanceMicros(leg.organizationId())));
  }

  @Override
  public void disconnect(LegRef leg, DenialReason reason) {
    effects.add(new Effect.Disconnect(key(leg), leg.legId(), reason));
  }

  private static String key(LegRef leg) {
    return key(leg.bridgeId(), leg.session(), leg.legNumber());
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
  public void entryMade(LedgerEntry entry) {
    effects.add(new Effect.EntryMade(entry));
  }

  @Override
  public void audited(AuditEntry entry) {
    effects.add(new Effect.Audited(entry));
  }

  @Override
  public void closingsDropped(String bridgeId, int count) {
    effects.add(new Effect.ClosingsDropped(bridgeId, count));
  }

  @Override
  public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {
    effects.add(new Effect.Credit(organizationId, event, balanceMicros));
  }
}
