package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.scenario.Numbers;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.v1.CallType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a load run is asked to do.
 *
 * @param dialOutDeck replaces the sample deck when given
 * @param spool where the bridges keep their events on disk; none when null
 * @param showCharges print this many charges, then a sample a second; 0: none
 * @param authorizePercent of all dial-outs, which are authorized before they start
 * @param connections that the bridges share; 0: each has its own
 */
public record LoadOptions(Scenario scenario, @Nullable DeckFile dialOutDeck, @Nullable Path spool, int showCharges,
    int authorizePercent, int connections) {

  /** The plan, whatever the server does: dial-out legs call numbers that the deck prices, if not always. */
  public Plan plan() {
    DeckTable deck = deck(CallType.CALL_TYPE_DIAL_OUT).table();
    return new Plan(scenario, Numbers.draw(scenario.seed(), scenario.attendance(), deck::prices));
  }

  DeckFile deck(CallType callType) {
    return callType == CallType.CALL_TYPE_DIAL_OUT && dialOutDeck != null ? dialOutDeck : DeckFile.sample(callType);
  }
}
