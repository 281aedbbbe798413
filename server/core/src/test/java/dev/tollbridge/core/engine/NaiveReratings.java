package dev.tollbridge.core.engine;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The re-ratings of the model, which knows what a call costs at present and ignores what a command reports. */
final class NaiveReratings {
  private final NaiveBooks books;
  private final NaiveTariff tariff;
  private final Map<Long, Closed> closed = new HashMap<>();
  private final LinkedHashMap<String, State> states = new LinkedHashMap<>();

  /** A closed call. */
  static final class Closed {
    final NaiveAccount account;
    final Call call;
    final long startMicros;
    final long seconds;
    final boolean denied;
    BigDecimal charge;
    BigDecimal refunded = NaiveRate.units(0);

    Closed(NaiveAccount account, Call call, long startMicros, long seconds, boolean denied, BigDecimal charge) {
      this.account = account;
      this.call = call;
      this.startMicros = startMicros;
      this.seconds = seconds;
      this.denied = denied;
      this.charge = charge;
    }
  }

  private static final class State {
    final Command.OpenRerating opened;
    final long openMicros;
    final long recordsThrough;
    final TreeMap<ReratingSkip, Long> skipped = new TreeMap<>();
    long unchanged;
    ReratingCursor cursor = new ReratingCursor("", 0, 0);
    boolean complete;

    State(Command.OpenRerating opened, long openMicros, long recordsThrough) {
      this.opened = opened;
      this.openMicros = openMicros;
      this.recordsThrough = recordsThrough;
    }

    String text() {
      return Transcript.rerated(opened.request().requestId(), recordsThrough, cursor, unchanged, skipped, complete);
    }
  }

  NaiveReratings(NaiveBooks books, NaiveTariff tariff) {
    this.books = books;
    this.tariff = tariff;
  }

  void remember(long sequence, Closed call) {
    closed.put(sequence, call);
  }

  String open(Command.OpenRerating command, long nowMicros) {
    long day = 86_400_000_000L;
    states.values().removeIf(state -> state.openMicros + 62 * day < nowMicros);
    State first = states.get(command.request().requestId());
    if (first != null) {
      return first.opened.request().fingerprint() == command.request().fingerprint()
          ? first.text()
          : "refused REQUEST_ID_REUSED";
    }
    String organization = command.scope().organizationId();
    if (!organization.isEmpty() && !books.accounts.containsKey(organization)) {
      return "refused NO_SUCH_ORGANIZATION";
    }
    if (command.scope().fromMicros() + 62 * day < nowMicros) {
      return "refused RANGE_TOO_OLD";
    }
    if (states.values().stream().anyMatch(state -> !state.complete)) {
      return "refused RERATING_OPEN";
    }
    var state = new State(command, nowMicros, closed.size());
    states.put(command.request().requestId(), state);
    return state.text();
  }

  String refund(Command.RefundCall command, long nowMicros) {
    return books.with(command.organizationId(), account -> books.once(command.organizationId(), command.request(),
        nowMicros, () -> refundOnce(account, command, nowMicros)));
  }

  private String refundOnce(NaiveAccount account, Command.RefundCall command, long nowMicros) {
    Closed call = closed.get(command.call().recordSequence());
    if (call == null) {
      return "refused NO_SUCH_CALL";
    }
    states.values().removeIf(state -> state.openMicros + 62 * 86_400_000_000L < nowMicros);
    if (states.values().stream().anyMatch(state -> !state.complete)) {
      return "refused RERATING_OPEN";
    }
    if (books.correctedAfter(command.call().readThrough())) {
      return "refused CALL_CHANGED";
    }
    BigDecimal amount = NaiveRate.units(command.amountMicros());
    if (amount.signum() <= 0 || call.refunded.add(amount).compareTo(call.charge) > 0) {
      return "refused REFUND_TOO_HIGH";
    }
    call.refunded = call.refunded.add(amount);
    account.giveBack(amount, nowMicros);
    account.exhaustionTold = false;
    String line = books.entry(account, LedgerEntry.Kind.REFUND, amount, nowMicros);
    account.arm();
    var _ = books.settle(account, nowMicros);
    return "booked " + line;
  }

  String rerate(Command.RerateCalls batch, long nowMicros) {
    State state = states.get(batch.requestId());
    if (state == null || state.complete || !state.cursor.equals(batch.after())) {
      return "refused RERATING_MOVED_ON";
    }
    for (ClosedCall call : batch.calls()) {
      rerate(state, call.recordSequence(), nowMicros);
    }
    state.cursor = batch.through();
    state.complete = batch.last();
    return state.text();
  }

  private void rerate(State state, long sequence, long nowMicros) {
    Closed call = Objects.requireNonNull(closed.get(sequence));
    NaiveRate rate = tariff.find(call.call, call.startMicros);
    ReratingSkip skip = skip(call, rate);
    if (skip != null) {
      state.skipped.merge(skip, 1L, Long::sum);
      return;
    }
    BigDecimal charge = Objects.requireNonNull(rate).cost(rate.billed(call.seconds)).max(call.refunded);
    BigDecimal back = call.charge.subtract(charge);
    if (back.signum() == 0) {
      state.unchanged++;
      return;
    }
    book(call, back, state.openMicros, nowMicros);
    call.charge = charge;
  }

  private @Nullable ReratingSkip skip(Closed call, @Nullable NaiveRate rate) {
    if (call.denied) {
      return ReratingSkip.DENIED;
    }
    if (call.call.emergency()) {
      return ReratingSkip.EMERGENCY;
    }
    if (call.call.direction() == Direction.DIAL_IN && !tariff.knows(call.call.serviceNumber())) {
      return ReratingSkip.UNKNOWN_SERVICE_NUMBER;
    }
    return rate == null ? ReratingSkip.NO_RATE : rate.reject() ? ReratingSkip.REJECTED_BY_RATE : null;
  }

  private void book(Closed call, BigDecimal back, long lotMicros, long nowMicros) {
    if (back.signum() < 0) {
      call.account.spend(back.negate());
    } else {
      call.account.giveBack(back, lotMicros);
      call.account.exhaustionTold = false;
    }
    books.entry(call.account, LedgerEntry.Kind.RERATING, back, nowMicros);
    if (back.signum() > 0) {
      call.account.arm();
    }
    books.watch(call.account, nowMicros);
    var _ = books.settle(call.account, nowMicros);
  }
}
