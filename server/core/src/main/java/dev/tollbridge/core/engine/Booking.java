package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Price;
import dev.tollbridge.core.tariff.Rate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Rates completed calls and books them, each usage id once. */
final class Booking {
  private static final long SECOND_MICROS = TimeUnit.SECONDS.toMicros(1);

  private final Rules rules;
  private final Accounts accounts;
  private final Admission admission;
  private final Recharger recharger;
  private final RecordMaker records;
  private final Effects effects;
  private final LinkedHashMap<Key, KnownUsageId> booked = new LinkedHashMap<>();

  private record Key(String organizationId, String usageId) {}

  private record KnownUsageId(long fingerprint, long bookMicros) {}

  Booking(Rules rules, Accounts accounts, Admission admission, Recharger recharger, RecordMaker records,
      Effects effects) {
    this.rules = rules;
    this.accounts = accounts;
    this.admission = admission;
    this.recharger = recharger;
    this.records = records;
    this.effects = effects;
  }

  Outcome book(Command.BookCall command, long nowMicros) {
    Organization organization = accounts.find(command.call().organizationId());
    if (organization == null) {
      return new Outcome.Refused(Refusal.NO_SUCH_ORGANIZATION);
    }
    var key = new Key(organization.id(), command.usageId());
    KnownUsageId first = booked.get(key);
    if (first != null) {
      return first.fingerprint() == command.fingerprint()
          ? new Outcome.CallRepeated(command.usageId())
          : new Outcome.Refused(Refusal.USAGE_ID_REUSED);
    }
    if (startMicros(command) < nowMicros - rules.level().memory().bookingMicros()) {
      return new Outcome.Refused(Refusal.TOO_OLD);
    }
    RatedCall call = rate(organization, command);
    CallRecord rated = call.record();
    if (!organization.canOwe(rated.chargeMicros())) {
      return new Outcome.Refused(Refusal.BALANCE_LIMIT);
    }
    booked.put(key, new KnownUsageId(command.fingerprint(), nowMicros));
    admission.rated(rated.parties().callType(), call.rate(), rated.cost().currency(), startMicros(command));
    return new Outcome.CallBooked(book(organization, rated, nowMicros));
  }

  private CallRecord book(Organization organization, CallRecord rated, long nowMicros) {
    long overdraftMicros = organization.book(rated.chargeMicros(), nowMicros);
    CallRecord record = records.book(organization, nowMicros, sequence -> rated.booked(sequence, overdraftMicros));
    effects.callBooked(record);
    recharger.checkBalance(organization, nowMicros);
    return record;
  }

  /** A completed call's rate, and the record it would have. */
  RatedCall rate(Organization organization, Command.BookCall call) {
    long startMicros = startMicros(call);
    Admission.Verdict verdict = admission.judgeCompleted(organization, call.call(), startMicros);
    Rate charging = verdict.denial() == null ? verdict.rate() : null;
    long durationSeconds = Math.ceilDiv(call.endMicros() - startMicros, SECOND_MICROS);
    Price price = charging == null ? Price.NOTHING : charging.price(durationSeconds);
    var cost = new CallRecord.Cost(price, verdict.rate() == null ? "" : verdict.rate().destination(),
        organization.profile().currency(), price.chargeMicros(), 0, Capability.of(price.chargeMicros()),
        FreeReason.of(price, durationSeconds, verdict.unpriced()));
    var record = new CallRecord(0, call.usageId(), call.legId(), verdict.parties(call.call(), call.conferenceId()),
        new CallRecord.Span(startMicros, call.endMicros(), durationSeconds), cost,
        new CallRecord.Ending(CloseReason.BOOKED, verdict.denialOnceAnswered(), ""), CallRecord.Origin.NONE);
    return new RatedCall(record, verdict.rate());
  }

  private static long startMicros(Command.BookCall call) {
    return call.answerMicros() == null ? call.endMicros() : call.answerMicros();
  }

  List<EngineImage.KnownUsageId> image() {
    return booked.entrySet().stream().map(entry -> new EngineImage.KnownUsageId(entry.getKey().organizationId(),
        entry.getKey().usageId(), entry.getValue().fingerprint(), entry.getValue().bookMicros())).toList();
  }

  void restore(List<EngineImage.KnownUsageId> image) {
    image.forEach(call -> booked.put(new Key(call.organizationId(), call.usageId()),
        new KnownUsageId(call.fingerprint(), call.bookMicros())));
  }

  void forgetOld(long nowMicros) {
    while (!booked.isEmpty()
        && booked.firstEntry().getValue().bookMicros() + rules.level().memory().usageIdMicros() < nowMicros) {
      booked.pollFirstEntry();
    }
  }
}
