package dev.tollbridge.core.engine;

import dev.tollbridge.core.money.Money;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The verbs of a ledger script, and the results that they report. */
final class ScriptVerbs {
  private static final long SECOND_MICROS = 1_000_000;
  private static final String RATE = "[0-9]*=.*";
  private static final String LEG = "leg[0-9]+";

  private final ScriptWorld world;

  ScriptVerbs(ScriptWorld world) {
    this.world = world;
  }

  /** Runs a line and returns its ending. */
  String run(ScriptLine line) {
    return switch (line.word()) {
      case "rules" -> rules(line);
      case "organization" -> organization(line);
      case "licence" -> told(world.apply(new Command.AssignLicence(line.word(), licence(line))));
      case "number" -> told(world.apply(new Command.PutServiceNumber(serviceNumber(line))));
      case "deck" -> deck(line);
      case "purchase" -> purchase(line);
      case "adjust" -> adjust(line);
      case "auto-recharge" -> autoRecharge(line);
      case "recharge" -> recharge(line);
      case "open" -> open(line);
      case "answer" -> answer(line);
      case "end" -> end(line);
      case "call" -> call(line);
      case "resend" -> resend(line);
      case "skip" -> skip(line);
      case "contact" -> contact(line);
      case "clock" -> clock(line);
      case "list" -> list(line);
      case "acknowledge" -> acknowledge(line);
      case "book" -> book(line);
      case "refund" -> new ScriptLifecycle(world).refund(line);
      case "hang-up" -> new ScriptLifecycle(world).hangUp(line);
      case "legs" -> new ScriptLifecycle(world).legs(line);
      case "close" -> new ScriptLifecycle(world).close(line);
      case "reopen" -> new ScriptLifecycle(world).reopen(line);
      case "state" -> new ScriptLifecycle(world).state(line);
      case "rerate" -> new ScriptReratings(world).rerate(line);
      case "tick" -> tick(line);
      case "ticks" -> ticks(line);
      case "authorize" -> authorize(line);
      case "balance" -> money(organizationNamed(line.word()).balanceMicros());
      case "lots" -> lots(organizationNamed(line.word()));
      case "account" -> account(organizationNamed(line.word()));
      default -> throw new IllegalArgumentException("no such verb");
    };
  }

  private String told(Outcome outcome) {
    return new ScriptReport(outcome, world.drain()).text();
  }

  private String rules(ScriptLine line) {
    long lease = line.option("lease").map(Long::parseLong).orElseThrow();
    long orphan = line.option("orphan").map(Long::parseLong).orElseThrow();
    long minimum = line.option("minimum").map(Money::parseMicros).orElse(1L);
    return told(world.apply(new Command.Configure(lease * SECOND_MICROS, orphan * SECOND_MICROS, minimum)));
  }

  private String organization(ScriptLine line) {
    String id = line.word();
    List<Long> thresholds = line.option("warn").map(list -> Arrays.stream(list.split(",")).map(Money::parseMicros)
        .toList()).orElse(List.of());
    boolean licensed = !line.flag("unlicensed");
    boolean creditsFollow = line.flag("credits-follow");
    boolean creditsSetUp = !creditsFollow && !line.flag("without-credits");
    var profile = new Profile(id, id, "US", "USD", creditsSetUp, thresholds, licensed, 0);
    return told(world.apply(new Command.CreateOrganization(new Request(world.newKey(), 0), profile, creditsFollow)));
  }

  private static Licence licence(ScriptLine line) {
    return new Licence(line.word(), DialOutPolicy.valueOf(line.word()));
  }

  private static ServiceNumber serviceNumber(ScriptLine line) {
    return new ServiceNumber(line.word().substring(1), line.word(), line.word().equals("toll-free"));
  }

  private String deck(ScriptLine line) {
    CallType callType = CallType.valueOf(line.word());
    long effectiveMicros = line.time("from").orElse(0L);
    List<Rate> rates = line.words(RATE).stream().map(ScriptVerbs::rate).toList();
    String id = world.newKey();
    world.apply(new Command.StageRates(id, 0, rates));
    return told(world.apply(new Command.AddDeck(id, id, callType, "USD", effectiveMicros, "", rates.size())));
  }

  /** Prefix=price[+fee][@initial/recurring], or prefix=reject. */
  private static Rate rate(String text) {
    String[] parts = text.split("[=+@/]", -1);
    boolean reject = parts[1].equals("reject");
    boolean fee = text.contains("+");
    int steps = fee ? 3 : 2;
    Increments increments = text.contains("@")
        ? new Increments(Integer.parseInt(parts[steps]), Integer.parseInt(parts[steps + 1]))
        : Increments.EVERY_MINUTE;
    return new Rate(parts[0], "to " + parts[0], reject ? 0 : Money.parseMicros(parts[1]),
        fee ? Money.parseMicros(parts[2]) : 0, increments, "", "", reject, 0, 0, null);
  }

  private Request request(ScriptLine line, Object payload) {
    return new Request(line.option("as").orElseGet(world::newKey), payload.hashCode());
  }

  private String purchase(ScriptLine line) {
    String organizationId = line.word();
    long amountMicros = line.money();
    line.time("at").ifPresent(world::advance);
    String advanced = told(Outcome.DONE);
    Request request = request(line, amountMicros);
    return advanced + told(world.apply(new Command.PurchaseCredits(request, organizationId, amountMicros)));
  }

  private String adjust(ScriptLine line) {
    String organizationId = line.word();
    long amountMicros = line.money();
    Request request = request(line, amountMicros);
    return told(world.apply(new Command.AdjustCredits(request, organizationId, amountMicros, "by hand")));
  }

  private String autoRecharge(ScriptLine line) {
    String organizationId = line.word();
    AutoRecharge wanted = line.flag("off")
        ? null
        : new AutoRecharge(Money.parseMicros(line.option("below").orElseThrow()),
            Money.parseMicros(line.option("buy").orElseThrow()), Money.parseMicros(line.option("cap").orElseThrow()));
    return told(world.apply(new Command.UpdateAutoRecharge(organizationId, wanted)));
  }

  private String recharge(ScriptLine line) {
    String organizationId = line.word();
    String failure = line.word().equals("paid") ? "" : "card expired";
    Recharge pending = organizationNamed(organizationId).pendingRecharge();
    String rechargeId = line.option("id").orElse(pending == null ? "none" : pending.rechargeId());
    Request request = request(line, rechargeId + failure);
    return told(world.apply(new Command.ReportRecharge(request, organizationId, rechargeId, failure)));
  }

  private String open(ScriptLine line) {
    return told(world.open(line.word(), Long.parseLong(line.word())));
  }

  private String answer(ScriptLine line) {
    String organizationId = line.word();
    String legId = line.word();
    Call call = call(line, organizationId);
    long answerMicros = line.time("at").orElseThrow();
    boolean unnamed = line.flag("unnamed");
    world.advance(line.time("reported").orElse(answerMicros));
    ScriptWorld.Bridge bridge = world.bridge(line.option("on").orElse("b1"));
    String advanced = told(Outcome.DONE);
    var answered = new LegEvent.Answered(world.nextSequence(bridge), world.newLegNumber(legId, organizationId, bridge),
        unnamed ? "" : legId, "conference", call, answerMicros);
    Outcome outcome = world.send(bridge, answered);
    var report = new ScriptReport(outcome, world.drain());
    return advanced + report.answered(legId, world.engine.rate(new Command.BookCall("", 0, legId, "", call,
        answerMicros, answerMicros)));
  }

  /** Reports a leg's answer and its end in one batch. */
  private String call(ScriptLine line) {
    String organizationId = line.word();
    String legId = line.word();
    Call call = call(line, organizationId);
    long answerMicros = line.time("at").orElseThrow();
    long endMicros = line.time("until").orElseThrow();
    world.advance(line.time("reported").orElse(endMicros));
    ScriptWorld.Bridge bridge = world.bridge("b1");
    String advanced = told(Outcome.DONE);
    long sequence = world.nextSequence(bridge);
    long number = world.newLegNumber(legId, organizationId, bridge);
    Outcome outcome = world.send(bridge,
        new LegEvent.Answered(sequence, number, legId, "conference", call, answerMicros),
        new LegEvent.Ended(sequence + 1, number, organizationId, endMicros, ""));
    return advanced + new ScriptReport(outcome, world.drain()).ended(legId);
  }

  private static Call call(ScriptLine line, String organizationId) {
    String remoteNumber = line.word();
    String serviceNumber = line.option("via").orElse("");
    return ScriptWorld.call(organizationId, line.option("by").orElse("anna"), serviceNumber, remoteNumber);
  }

  private String end(ScriptLine line) {
    String legId = line.word();
    long endMicros = line.time("at").orElse(LegEvent.Ended.NO_TIME);
    String organizationId = line.option("by").orElse(world.organizationOf(legId));
    boolean elsewhere = line.flag("elsewhere");
    world.advance(line.time("reported").orElse(endMicros));
    ScriptWorld.Bridge bridge = world.bridgeOf(legId);
    String advanced = told(Outcome.DONE);
    var ended = new LegEvent.Ended(world.nextSequence(bridge), world.legNumber(legId), organizationId, endMicros,
        "");
    Outcome outcome = elsewhere
        ? world.apply(new Command.EndLegs(bridge.id, bridge.session, List.of(ended)))
        : world.send(bridge, ended);
    return advanced + new ScriptReport(outcome, world.drain()).ended(legId);
  }

  private String resend(ScriptLine line) {
    ScriptWorld.Bridge bridge = world.bridge(line.word());
    long from = Long.parseLong(line.word());
    return told(world.apply(bridge.events(from, bridge.events.size())));
  }

  /** Sends an empty range of events that starts after one that is missing. */
  private String skip(ScriptLine line) {
    ScriptWorld.Bridge bridge = world.bridge(line.word());
    long from = world.nextSequence(bridge) + 1;
    return told(world.apply(new Command.LegEvents(bridge.id, bridge.session, from, from, List.of())));
  }

  private String contact(ScriptLine line) {
    String bridge = line.word();
    long session = line.option("session").map(Long::parseLong).orElseGet(() -> world.bridge(bridge).session);
    line.time("at").ifPresent(world::advance);
    String advanced = told(Outcome.DONE);
    return advanced + told(world.apply(new Command.Contact(bridge, session)));
  }

  /** A bridge's clock, or that of every bridge, is behind by some seconds. */
  private String clock(ScriptLine line) {
    String bridge = line.word();
    line.flag("behind");
    long behindMicros = Long.parseLong(line.word()) * SECOND_MICROS;
    line.time("at").ifPresent(world::advance);
    String advanced = told(Outcome.DONE);
    return advanced + told(world.apply(bridge.equals("all")
        ? new Command.AllClocksBehind(behindMicros)
        : new Command.BridgeClock(bridge, world.bridge(bridge).session, behindMicros)));
  }

  private String list(ScriptLine line) {
    ScriptWorld.Bridge bridge = world.bridge(line.word());
    long through = line.option("through").map(Long::parseLong).orElse((long) bridge.events.size());
    List<Long> numbers = line.words(LEG).stream().map(world::legNumber).toList();
    return told(world.apply(new Command.ListActiveLegs(bridge.id, bridge.session, through, numbers, true, true)));
  }

  private String acknowledge(ScriptLine line) {
    ScriptWorld.Bridge bridge = world.bridge(line.word());
    List<Long> numbers = line.words(LEG).stream().map(world::legNumber).toList();
    return told(world.apply(new Command.AcknowledgeClosings(bridge.id, bridge.session, numbers)));
  }

  private String book(ScriptLine line) {
    String organizationId = line.word();
    String usageId = line.word();
    Call call = call(line, organizationId);
    Optional<Long> answerMicros = line.time("from");
    long endMicros = line.time("to").orElseThrow();
    world.advance(line.time("reported").orElse(endMicros));
    return told(world.apply(new Command.BookCall(usageId, Objects.hash(call, answerMicros, endMicros), usageId,
        "conference", call, answerMicros.orElse(null), endMicros)));
  }

  private String tick(ScriptLine line) {
    world.advance(line.time());
    return told(world.apply(new Command.Tick()));
  }

  /** Ticks every minute up to a time. */
  private String ticks(ScriptLine line) {
    long untilMicros = line.time();
    while (world.engine.nowMicros() < untilMicros) {
      world.advance(Math.min(untilMicros, world.engine.nowMicros() + 60 * SECOND_MICROS));
    }
    return told(Outcome.DONE);
  }

  private String authorize(ScriptLine line) {
    String organizationId = line.word();
    return ScriptReport.authorized(world.engine.authorize(call(line, organizationId)));
  }

  private OrganizationView organizationNamed(String id) {
    return Objects.requireNonNull(world.engine.organization(id), id);
  }

  private static String lots(OrganizationView organization) {
    return String.join(" ", organization.lots().stream()
        .map(lot -> money(lot.remainingMicros()) + "/" + money(lot.amountMicros())).toList());
  }

  private static String account(OrganizationView organization) {
    return "balance=" + money(organization.balanceMicros()) + " ledger=" + money(organization.ledgerBalanceMicros())
        + " active=" + money(organization.activeLegsMicros()) + " legs=" + organization.activeLegCount();
  }

  static String money(long micros) {
    return ScriptReport.money(micros);
  }
}
