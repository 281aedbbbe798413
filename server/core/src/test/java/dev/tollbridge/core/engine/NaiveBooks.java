package dev.tollbridge.core.engine;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The model's organizations, ledger and recharges. */
final class NaiveBooks {
  private static final long DAY_MICROS = 86_400_000_000L;
  static final long KEPT_MICROS = 62 * DAY_MICROS;
  private static final long RETRY_MICROS = 900_000_000L;

  final TreeMap<String, NaiveAccount> accounts = new TreeMap<>();
  final List<String> out;
  private final Map<String, Answer> answers = new HashMap<>();
  private long entries;
  private long lastCorrection;

  private record Answer(long fingerprint, String text, long answeredMicros) {}

  NaiveBooks(List<String> out) {
    this.out = out;
  }

  String entry(NaiveAccount account, LedgerEntry.Kind kind, BigDecimal amount, long nowMicros) {
    account.movements.add(amount);
    if (kind == LedgerEntry.Kind.RERATING || kind == LedgerEntry.Kind.REFUND) {
      lastCorrection = entries + 1;
    }
    String line = Transcript.entry(++entries, account.profile.organizationId(), kind, NaiveRate.micros(amount),
        NaiveRate.micros(account.ledgerBalance()), nowMicros);
    out.add(line);
    return line;
  }

  String create(Command.CreateOrganization command, long nowMicros) {
    Profile profile = command.profile();
    return once(profile.organizationId(), command.request(), nowMicros,
        () -> {
          var account = new NaiveAccount(profile);
          account.creditsFollowPurchase = command.creditsFollowPurchase();
          return accounts.putIfAbsent(profile.organizationId(), account) == null
              ? "done"
              : "refused ORGANIZATION_EXISTS";
        });
  }

  String close(Command.CloseOrganization command, long nowMicros) {
    return with(command.organizationId(),
        account -> once(command.organizationId(), command.request(), nowMicros, () -> {
          if (account.closing != null || account.pendingRecharge != null) {
            return "refused " + (account.closing == null ? "RECHARGE_PENDING" : "ORGANIZATION_CLOSED");
          }
          account.autoRecharge = null;
          account.notBeforeMicros = Long.MIN_VALUE;
          account.closing = command;
          account.closingMicros = nowMicros;
          String line = settle(account, nowMicros);
          return "booked " + (line == null ? "nothing" : line);
        }));
  }

  String reopen(Command.ReopenOrganization command, long nowMicros) {
    return with(command.organizationId(),
        account -> once(command.organizationId(), command.request(), nowMicros, () -> {
          if (account.closing == null) {
            return "refused ORGANIZATION_ACTIVE";
          }
          if (account.closedMicros != null && account.closedMicros + 90 * DAY_MICROS < nowMicros) {
            return "refused CLOSED_TOO_LONG";
          }
          account.closing = null;
          account.closedMicros = null;
          return "booked nothing";
        }));
  }

  /** Takes the credit of an organization that nothing can be charged to any more. */
  @Nullable
  String settle(NaiveAccount account, long nowMicros) {
    if (account.closing == null || account.legs.stream().anyMatch(NaiveLeg::chargeable)) {
      return null;
    }
    account.closedMicros = account.closedMicros == null ? Long.valueOf(nowMicros) : account.closedMicros;
    BigDecimal left = account.balance();
    if (left.signum() <= 0) {
      return null;
    }
    account.spend(left);
    String line = entry(account, account.closing.settlement() == Lifecycle.Settlement.PAY_OUT
        ? LedgerEntry.Kind.PAYOUT
        : LedgerEntry.Kind.FORFEITURE, left.negate(), nowMicros);
    account.arm();
    return line;
  }

  /** Whether a refund was made from figures that are out of date. */
  boolean correctedAfter(long entry) {
    return lastCorrection > entry;
  }

  String update(Command.UpdateOrganization change) {
    return with(change.organizationId(), account -> {
      Profile old = account.profile;
      account.profile = new Profile(old.organizationId(), old.displayName(), old.country(), old.currency(),
          change.creditsSetUp() == null ? old.creditsSetUp() : change.creditsSetUp(),
          change.lowBalanceThresholdsMicros() == null
              ? old.lowBalanceThresholdsMicros()
              : change.lowBalanceThresholdsMicros(),
          change.allOrganizersLicensed() == null ? old.allOrganizersLicensed() : change.allOrganizersLicensed(), 0);
      account.creditsFollowPurchase &= change.creditsSetUp() == null;
      account.arm();
      return "done";
    });
  }

  String purchase(Command.PurchaseCredits command, long nowMicros) {
    return with(command.organizationId(), account -> once(command.organizationId(), command.request(), nowMicros,
        () -> account.closing != null
            ? "refused ORGANIZATION_CLOSED"
            : "booked " + add(account, LedgerEntry.Kind.PURCHASE, command.amountMicros(), nowMicros)));
  }

  private String add(NaiveAccount account, LedgerEntry.Kind kind, long amountMicros, long nowMicros) {
    account.add(NaiveRate.units(amountMicros), nowMicros);
    String line = entry(account, kind, NaiveRate.units(amountMicros), nowMicros);
    account.exhaustionTold = false;
    if (account.creditsFollowPurchase && kind != LedgerEntry.Kind.ADJUSTMENT) {
      account.creditsFollowPurchase = false;
      account.profile = account.profile.withCreditsSetUp();
    }
    account.arm();
    var _ = settle(account, nowMicros);
    return line;
  }

  String adjust(Command.AdjustCredits command, long nowMicros) {
    return with(command.organizationId(),
        account -> once(command.organizationId(), command.request(), nowMicros, () -> {
          BigDecimal amount = NaiveRate.units(command.amountMicros());
          if (amount.signum() > 0) {
            return "booked " + add(account, LedgerEntry.Kind.ADJUSTMENT, command.amountMicros(), nowMicros);
          }
          if (account.balance().add(amount).signum() < 0) {
            return "refused INSUFFICIENT_CREDIT";
          }
          account.spend(amount.negate());
          String line = entry(account, LedgerEntry.Kind.ADJUSTMENT, amount, nowMicros);
          watch(account, nowMicros);
          return "booked " + line;
        }));
  }

  String autoRecharge(Command.UpdateAutoRecharge command, long nowMicros) {
    return with(command.organizationId(), account -> {
      if (account.closing != null && command.autoRecharge() != null) {
        return "refused ORGANIZATION_CLOSED";
      }
      account.autoRecharge = command.autoRecharge();
      account.notBeforeMicros = Long.MIN_VALUE;
      watch(account, nowMicros);
      return "done";
    });
  }

  String report(Command.ReportRecharge command, long nowMicros) {
    return with(command.organizationId(),
        account -> once(command.organizationId(), command.request(), nowMicros, () -> {
          BigDecimal pending = account.pendingRecharge;
          if (pending == null || !command.rechargeId().equals(command.organizationId() + "-" + account.recharges)) {
            return "refused NO_SUCH_RECHARGE";
          }
          boolean paid = command.failure().isEmpty();
          String answer = "booked " + (paid
              ? add(account, LedgerEntry.Kind.RECHARGE, NaiveRate.micros(pending), nowMicros)
              : "nothing");
          account.pendingRecharge = null;
          if (!paid) {
            account.askedToday = account.askedToday.subtract(pending).max(NaiveRate.units(0));
            account.notBeforeMicros = nowMicros + RETRY_MICROS;
          }
          credit(account, paid ? CreditEvent.RECHARGE_SUCCEEDED : CreditEvent.RECHARGE_FAILED);
          watch(account, nowMicros);
          return answer;
        }));
  }

  /** Checks an account whose balance may have fallen. */
  void watch(NaiveAccount account, long nowMicros) {
    if (account.fellLow()) {
      credit(account, CreditEvent.LOW_BALANCE);
    }
    AutoRecharge wanted = account.autoRecharge;
    if (wanted != null && account.pendingRecharge == null && nowMicros >= account.notBeforeMicros
        && account.balance().compareTo(NaiveRate.units(wanted.triggerMicros())) < 0) {
      ask(account, NaiveRate.units(wanted.amountMicros()), NaiveRate.units(wanted.dailyCapMicros()), nowMicros);
    }
  }

  private void ask(NaiveAccount account, BigDecimal amount, BigDecimal cap, long nowMicros) {
    long day = Math.floorDiv(nowMicros, DAY_MICROS);
    account.askedToday = day == account.today ? account.askedToday : NaiveRate.units(0);
    account.today = day;
    if (account.askedToday.add(amount).compareTo(cap) > 0) {
      account.notBeforeMicros = (day + 1) * DAY_MICROS;
      return;
    }
    account.askedToday = account.askedToday.add(amount);
    account.notBeforeMicros = Long.MIN_VALUE;
    account.pendingRecharge = amount;
    account.recharges++;
    credit(account, CreditEvent.RECHARGE_REQUESTED);
  }

  /** Tries again where a wait is over. */
  void retry(long nowMicros) {
    accounts.values().stream().filter(account -> account.notBeforeMicros != Long.MIN_VALUE)
        .forEach(account -> watch(account, nowMicros));
  }

  void credit(NaiveAccount account, CreditEvent event) {
    out.add(Transcript.credit(account.profile.organizationId(), event, NaiveRate.micros(account.balance())));
  }

  /** Forfeits every lot that has expired by now. */
  void expire(long nowMicros) {
    for (NaiveAccount account : accounts.values()) {
      while (account.nextExpiryMicros() <= nowMicros) {
        BigDecimal rest = account.expire(nowMicros);
        if (rest.signum() > 0) {
          entry(account, LedgerEntry.Kind.EXPIRY, rest.negate(), nowMicros);
          watch(account, nowMicros);
        }
      }
    }
  }

  String with(String organizationId, Function<NaiveAccount, String> work) {
    NaiveAccount account = accounts.get(organizationId);
    return account == null ? "refused NO_SUCH_ORGANIZATION" : work.apply(account);
  }

  String once(String organizationId, Request request, long nowMicros, Supplier<String> work) {
    String key = organizationId + " " + request.requestId();
    Answer first = answers.get(key);
    if (first != null && first.answeredMicros + KEPT_MICROS >= nowMicros) {
      return first.fingerprint == request.fingerprint() ? first.text : "refused REQUEST_ID_REUSED";
    }
    String answer = work.get();
    if (!answer.startsWith("refused")) {
      answers.put(key, new Answer(request.fingerprint(), answer, nowMicros));
    }
    return answer;
  }
}
