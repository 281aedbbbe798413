package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.rater.Expectation;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.v1.CallType;
import java.util.Map;

/** The decks in force during a run, one for each call type. */
public record Decks(Map<CallType, DeckTable> tables) {

  /** The expected cost of a leg. */
  public Expectation expect(PlannedLeg leg, long answerMicros) {
    DeckTable table = tables.get(leg.callType());
    if (table == null) {
      throw new IllegalArgumentException("no deck for " + leg.callType());
    }
    return table.expect(leg.rated(), leg.callerCountry(), EngineTime.instant(answerMicros));
  }
}
