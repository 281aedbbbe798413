package dev.tollbridge.cli;

import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.EndLegRequest;
import dev.tollbridge.v1.EndLegResponse;
import dev.tollbridge.v1.Leg;
import dev.tollbridge.v1.ListLegsRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The legs that are active now. */
@Command(name = "legs", mixinStandardHelpOptions = true,
    description = "Lists, watches and ends the legs that are active now.")
final class LegCommands {
  static final Table<Leg> LEG = Table.ofMessages(Column.text("bridge", Leg::getBridgeId),
      Column.text("leg_id", Leg::getLegId), Column.text("organization", Leg::getOrganizationId),
      Column.text("organizer", Leg::getOrganizerId), Column.text("conference", Leg::getConferenceId),
      Column.text("call_type", each -> Shown.callType(each.getCallType())),
      Column.text("number", Leg::getRemoteNumber), Column.text("answered", each -> Shown.time(each.getAnswerTime())),
      Column.number("minutes", Leg::getMinutesCharged),
      Column.number("charge", each -> Amount.decimal(each.getTotalMicros(), each.getCurrencyCode())),
      Column.number("price_per_minute", each -> each.hasRate()
          ? Amount.decimal(each.getRate().getPricePerMinuteMicros(), each.getCurrencyCode())
          : ""),
      Column.text("currency", Leg::getCurrencyCode), Column.text("state", LegCommands::state));

  static String state(Leg leg) {
    String state = Shown.constant(leg.getState(), "LEG_STATE_");
    return leg.getDenial() == DenialReason.DENIAL_REASON_UNSPECIFIED
        ? state
        : state + ": " + Shown.constant(leg.getDenial(), "DENIAL_REASON_");
  }

  @Command(name = "list", mixinStandardHelpOptions = true,
      description = "Lists active legs with what they were charged so far: up to 1,000 in the order of their answers, more"
          + " of them in no order.",
      footer = {"  tollbridge legs list acme", "  tollbridge legs list --bridge edge-1 --state paused",
        "  tollbridge legs list acme --call-type dialout -o csv --out legs.csv"})
  int list(@Mixin ServerCall server, @Mixin LegFilter filter) throws Exception {
    return server.run(api -> server.output.list(LEG, LegFilter.inOrder(filter.legs(api))));
  }

  @Command(name = "watch", mixinStandardHelpOptions = true,
      description = "Shows active legs again and again until Ctrl-C. On a terminal the list is drawn anew; elsewhere, and"
          + " as JSON or CSV, each leg that begins, changes or ends is a line.",
      footer = {"  tollbridge legs watch acme", "  tollbridge legs watch --bridge edge-1 --interval 5s",
        "  tollbridge legs watch acme -o csv --times 30 > changes.csv"})
  int watch(@Mixin ServerCall server, @Mixin LegFilter filter, @Mixin WatchOptions watching) throws Exception {
    String fault = watching.fault();
    if (fault != null) {
      throw server.wrong(fault);
    }
    return server.run(api -> watching.watch(server.output, () -> filter.legs(api)));
  }

  @Command(name = "end", mixinStandardHelpOptions = true,
      description = "Asks the leg's bridge to hang up, again each minute until it has. The leg is charged until then."
          + " Emergency calls cannot be ended.",
      footer = {"  tollbridge legs end acme leg-4711",
        "  tollbridge legs end acme leg-4711 --bridge edge-1 --yes --request-id OPS-99"})
  int end(@Mixin ServerCall server, @Mixin Confirmation confirmation,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization that pays.") String id,
      @Parameters(paramLabel = "LEG", index = "1", description = "The leg's id, as 'legs list' shows it.") String legId,
      @Option(names = "--bridge", paramLabel = "BRIDGE", defaultValue = "",
          description = "The bridge that has it; only needed if several have a leg with this id.") String bridge)
      throws Exception {
    return server.run(api -> {
      List<Leg> found = found(api, id, legId, bridge);
      if (found.isEmpty() && (bridge.isEmpty() || confirmation.requestId == null)) {
        throw CommandFailure.refused(id + " has no active leg " + legId + (bridge.isEmpty() ? "" : " on " + bridge)
            + "; it may be over: tollbridge call list " + id);
      }
      if (!found.isEmpty()) {
        confirmation.ask(question(found.getFirst()));
      }
      EndLegResponse ended = api.legs().endLeg(EndLegRequest.newBuilder().setRequestId(confirmation.requestId())
          .setOrganizationId(id).setBridgeId(found.isEmpty() ? bridge : found.getFirst().getBridgeId())
          .setLegId(legId).build());
      server.output.list(LEG, ended.hasLeg() ? List.of(ended.getLeg()) : List.of());
      server.output.note(ended.hasLeg() ? "the bridge has been asked to hang up" : "the leg is over");
    });
  }

  private static List<Leg> found(Api api, String id, String legId, String bridge) {
    List<Leg> found = new ArrayList<>();
    LegFilter.legs(api, ListLegsRequest.newBuilder().setOrganizationId(id).setLegId(legId).setBridgeId(bridge))
        .forEach(found::add);
    if (found.size() > 1) {
      throw CommandFailure.refused("several bridges have a leg " + legId + ": add --bridge "
          + String.join(" or --bridge ", found.stream().map(Leg::getBridgeId).sorted().toList()));
    }
    return found;
  }

  private static String question(Leg leg) {
    return "End leg " + leg.getLegId() + " of " + leg.getOrganizationId() + " (" + Shown.callType(leg.getCallType())
        + ", " + leg.getRemoteNumber() + ", answered " + Shown.time(leg.getAnswerTime()) + ", "
        + Amount.shown(leg.getTotalMicros(), leg.getCurrencyCode()) + " so far)?";
  }
}
