package dev.tollbridge.core.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules again, written for plainness: BigDecimal, lists, every sum recomputed, time moved on from one due instant
 * to the next by looking at all legs and lots.
 */
final class NaiveEngine {
  private static final long LATE_MICROS = 45L * 86_400_000_000L;

  final List<String> out = new ArrayList<>();
  final NaiveBooks books = new NaiveBooks(out);
  final NaiveTariff tariff = new NaiveTariff();
  private final NaiveReratings reratings = new NaiveReratings(books, tariff);
  private final NaiveLegs legs = new NaiveLegs(books, reratings);
  private final NaiveSessions sessions = new NaiveSessions(books, tariff, legs);
  private final Map<String, Booking> bookings = new HashMap<>();
  private long nowMicros;

  private record Booking(long fingerprint, long bookedMicros) {}

  void advance(long micros) {
    while (nextMicros() <= micros) {
      long next = nextMicros();
      books.expire(next);
      for (NaiveLeg leg : legs.active()) {
        if (leg.dueAfter(nowMicros) == next) {
          sessions.due(leg, next, micros);
        }
      }
      nowMicros = next;
    }
    nowMicros = micros;
    sessions.closeOrphans(micros);
    books.retry(micros);
  }

  private long nextMicros() {
    long next = Long.MAX_VALUE;
    for (NaiveAccount account : books.accounts.values()) {
      next = Math.min(next, account.nextExpiryMicros());
    }
    for (NaiveLeg leg : legs.active()) {
      next = Math.min(next, leg.dueAfter(nowMicros));
    }
    return next;
  }

  String apply(Command command) {
    return switch (command) {
      case Command.Configure configure -> sessions.configure(configure);
      case Command.Tick _ -> "done";
      case Command.CreateOrganization create -> books.create(create, nowMicros);
      case Command.UpdateOrganization update -> books.update(update);
      case Command.CloseOrganization close -> books.close(close, nowMicros);
      case Command.ReopenOrganization reopen -> books.reopen(reopen, nowMicros);
      case Command.RefundCall refund -> reratings.refund(refund, nowMicros);
      case Command.PurchaseCredits purchase -> books.purchase(purchase, nowMicros);
      case Command.AdjustCredits adjust -> books.adjust(adjust, nowMicros);
      case Command.UpdateAutoRecharge update -> books.autoRecharge(update, nowMicros);
      case Command.ReportRecharge report -> books.report(report, nowMicros);
      case Command.StageRates stage -> done(() -> tariff.stage(stage));
      case Command.AddDeck add -> done(() -> tariff.add(add));
      case Command.PutServiceNumber put -> done(() -> tariff.put(put.number()));
      case Command.OpenSession open -> sessions.open(open, nowMicros);
      case Command.Contact contact -> sessions.with(contact.bridgeId(), contact.session(), nowMicros, _ -> "done");
      case Command.BridgeClock clock -> sessions.clock(clock, nowMicros);
      case Command.AllClocksBehind all -> sessions.allBehind(all.behindMicros());
      case Command.LegEvents batch -> sessions.with(batch.bridgeId(), batch.session(), nowMicros,
          session -> sessions.events(session, batch, nowMicros));
      case Command.EndLegs end -> sessions.with(end.bridgeId(), end.session(), nowMicros,
          session -> sessions.apply(session, end.ends(), nowMicros));
      case Command.ListActiveLegs list -> sessions.with(list.bridgeId(), list.session(), nowMicros,
          session -> sessions.list(session, list, nowMicros));
      case Command.HangUpLeg end -> legs.end(end, nowMicros);
      case Command.AcknowledgeClosings closings -> sessions.with(closings.bridgeId(), closings.session(), nowMicros,
          session -> done(() -> closings.legNumbers().forEach(session.closings::remove)));
      case Command.BookCall book -> book(book);
      case Command.OpenRerating open -> reratings.open(open, nowMicros);
      case Command.RerateCalls batch -> reratings.rerate(batch, nowMicros);
      case Command.AssignLicence _,Command.RemoveLicence _,Command.DeleteServiceNumber _,Command.DeleteDeck _,Command.RaiseLevel _,Command.PutZones _,Command.CreateToken _,Command.RevokeToken _ ->
        throw new IllegalArgumentException("not part of the model");
    };
  }

  private static String done(Runnable work) {
    work.run();
    return "done";
  }

  private String book(Command.BookCall command) {
    NaiveAccount account = books.accounts.get(command.call().organizationId());
    if (account == null) {
      return "refused NO_SUCH_ORGANIZATION";
    }
    String key = command.call().organizationId() + " " + command.usageId();
    Booking first = bookings.get(key);
    if (first != null && first.bookedMicros + NaiveBooks.KEPT_MICROS >= nowMicros) {
      return first.fingerprint == command.fingerprint() ? "repeated " + command.usageId() : "refused USAGE_ID_REUSED";
    }
    long startMicros = command.answerMicros() == null ? command.endMicros() : command.answerMicros();
    if (startMicros < nowMicros - LATE_MICROS) {
      return "refused TOO_OLD";
    }
    bookings.put(key, new Booking(command.fingerprint(), nowMicros));
    return "booked " + bookNow(account, command, startMicros);
  }

  private String bookNow(NaiveAccount account, Command.BookCall command, long startMicros) {
    NaiveRate rate = tariff.find(command.call(), startMicros);
    DenialReason denial = denial(account, command, rate);
    long seconds = NaiveLegs.seconds(startMicros, command.endMicros());
    long billed = rate == null || denial != null ? 0 : rate.billed(seconds);
    BigDecimal charge = rate == null || denial != null ? NaiveRate.units(0) : rate.cost(billed);
    BigDecimal before = account.balance();
    account.spend(charge);
    BigDecimal over = NaiveLegs.overdraft(before, before.subtract(charge));
    String line = legs.record(account, command.usageId(), startMicros, command.endMicros(), seconds, billed, charge,
        charge, over, CloseReason.BOOKED + "/" + denial, nowMicros);
    reratings.remember(legs.records(),
        new NaiveReratings.Closed(account, command.call(), startMicros, seconds, denial != null, charge));
    out.add("booked " + line);
    books.watch(account, nowMicros);
    return line;
  }

  private static @Nullable DenialReason denial(NaiveAccount account, Command.BookCall command,
      @Nullable NaiveRate rate) {
    if (!account.profile.creditsSetUp() && !command.call().emergency()) {
      return DenialReason.CREDITS_NOT_SET_UP;
    }
    return rate != null && rate.reject() ? DenialReason.REJECTED_BY_RATE : null;
  }

  List<NaiveLeg> activeLegs() {
    return legs.active().stream().sorted(Comparator.comparing(leg -> leg.answer.legId())).toList();
  }
}
