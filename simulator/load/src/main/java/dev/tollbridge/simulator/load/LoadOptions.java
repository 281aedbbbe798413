package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.scenario.Numbers;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.v1.CallType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Options of a load run.
 *
 * @param dialOutDeck replaces the sample deck; null: the sample deck is used
 * @param spool directory in which the bridges keep their events on disk; null: none
 * @param showCharges prints this many charges, then one a second; 0: none
 * @param authorizePercent share of the dial-outs that are authorized before they start
 * @param connections that the bridges share; 0: each has its own
 * @param ownClock whether the bridges follow this machine's clock instead of the server's
 */
public record LoadOptions(Scenario scenario, @Nullable DeckFile dialOutDeck, @Nullable Path spool, int showCharges,
    int authorizePercent, int connections, boolean ownClock) {

  /**
   * The plan, which does not depend on the server: dial-out legs call numbers that the deck prices at some time of the
   * week.
   */
  public Plan plan() {
    DeckTable deck = deck(CallType.CALL_TYPE_DIAL_OUT).table();
    return new Plan(scenario, Numbers.draw(scenario.seed(), scenario.attendance(), deck::prices));
  }

  DeckFile deck(CallType callType) {
    return callType == CallType.CALL_TYPE_DIAL_OUT && dialOutDeck != null ? dialOutDeck : DeckFile.sample(callType);
  }
}
