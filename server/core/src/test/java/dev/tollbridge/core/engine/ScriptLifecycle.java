package dev.tollbridge.core.engine;

import dev.tollbridge.core.money.Money;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The verbs of a ledger script that refund calls, end legs, and close and reopen organizations. */
final class ScriptLifecycle {
  private final ScriptWorld world;

  ScriptLifecycle(ScriptWorld world) {
    this.world = world;
  }

  /** {@code close acme pay-out|forfeit [ending-legs] [as ID] [at T]}. */
  String close(ScriptLine line) {
    String organizationId = line.word();
    var settlement = Lifecycle.Settlement.valueOf(line.word().toUpperCase(Locale.ROOT).replace('-', '_'));
    boolean endLegs = line.flag("ending-legs");
    Request request = request(line, Objects.hash(settlement, endLegs));
    return apply(line, new Command.CloseOrganization(request, organizationId, settlement, endLegs));
  }

  /** {@code reopen acme [as ID] [at T]}. */
  String reopen(ScriptLine line) {
    String organizationId = line.word();
    return apply(line, new Command.ReopenOrganization(request(line, 0), organizationId));
  }

  /** {@code refund acme u1 [amount M] [read-before N] [as ID]}: as it was read N ledger entries ago. */
  String refund(ScriptLine line) {
    String organizationId = line.word();
    RefundableCall call = world.shelf.refundable(line.word());
    Optional<Long> amount = line.option("amount").map(Money::parseMicros);
    long before = line.option("read-before").map(Long::parseLong).orElse(0L);
    var read = new RefundableCall(call.recordSequence(), call.usageId(), call.chargeMicros(), call.refundedMicros(),
        call.readThrough() - before);
    return apply(line, new Command.RefundCall(request(line, amount.hashCode()), organizationId, read,
        amount.orElse(call.refundableMicros()), "poor line"));
  }

  /** {@code hang-up acme leg1 [on B] [as ID] [at T]}. */
  String hangUp(ScriptLine line) {
    String organizationId = line.word();
    String legId = line.word();
    String bridgeId = line.option("on").orElseGet(() -> world.bridgeOf(legId).id);
    return apply(line, new Command.HangUpLeg(request(line, Objects.hash(bridgeId, legId)), organizationId, bridgeId,
        legId));
  }

  /** {@code legs acme}: what happens to its active legs. */
  String legs(ScriptLine line) {
    var selection = new LegSelection(Set.of(line.word()), "", "", "", null, null);
    return world.engine.legsAfter(LegPlace.START, selection, 100, 100).legs().stream()
        .sorted(Comparator.comparing(leg -> leg.ref().legId()))
        .map(leg -> leg.ref().legId() + "=" + leg.standing() + (leg.denial() == null ? "" : "," + leg.denial()) + ","
            + leg.minutesCharged() + "min," + ScriptReport.money(leg.totalMicros()))
        .collect(Collectors.joining(" "));
  }

  /** {@code state acme}. */
  String state(ScriptLine line) {
    OrganizationSummary organization = Objects.requireNonNull(world.engine.summary(line.word()));
    return organization.lifecycle().state() + (organization.standing() == null ? "" : " " + organization.standing())
        + (organization.profile().creditsSetUp() ? "" : " without credits");
  }

  private Request request(ScriptLine line, long payload) {
    return new Request(line.option("as").orElseGet(world::newKey), payload);
  }

  private String apply(ScriptLine line, Command command) {
    line.time("at").ifPresent(world::advance);
    String advanced = new ScriptReport(Outcome.DONE, world.drain()).text();
    Author author = line.option("author").map(name -> new Author(name, "peer", command.getClass().getSimpleName()))
        .orElse(Author.NONE);
    return advanced + new ScriptReport(world.engine.apply(command, author), world.drain()).text();
  }
}
