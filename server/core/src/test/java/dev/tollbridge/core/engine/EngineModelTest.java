package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.EffectRecorder.Effect;
import dev.tollbridge.core.tariff.DeckPool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The engine compared with a naive model on random runs in virtual time, with restarts from its image and an audit of
 * the books.
 *
 * <p>{@code -Dseed=n} runs that seed alone; {@code -Druns=n} sets the number of runs.
 */
final class EngineModelTest {
  private static final int RUNS = 1_000;
  private static final int MAX_STEPS = 150;
  private static final int STEPS_PER_RESTART = 23;
  private static final int SHOWN_COMMANDS = 60;

  @Test
  void agreesWithTheModelAndItsBooksBalance() {
    Long seed = Long.getLong("seed");
    if (seed != null) {
      var _ = new Run(seed).run();
      return;
    }
    int reratings = 0;
    int refunds = 0;
    int settlements = 0;
    int obedientEnds = 0;
    int requestedEnds = 0;
    for (long each = 0; each < Integer.getInteger("runs", RUNS); each++) {
      Audit audit = new Run(each).run();
      reratings += audit.reratings();
      refunds += audit.refunds();
      settlements += audit.settlements();
      obedientEnds += audit.obedientEnds();
      requestedEnds += audit.requestedEnds();
    }
    assertThat(reratings).as("re-rated calls").isPositive();
    assertThat(refunds).as("refunds").isPositive();
    assertThat(settlements).as("settled organizations").isPositive();
    assertThat(requestedEnds).as("ends that somebody asked for").isPositive();
    assertThat(obedientEnds).as("ends within charged minutes").isPositive();
  }

  /** One run. */
  private static final class Run {
    private final long seed;
    private final Scenario scenario;
    private final EffectRecorder effects = new EffectRecorder();
    private RatingEngine engine = new RatingEngine(0, new DeckPool(), effects);
    private final NaiveEngine model = new NaiveEngine();
    private final Audit audit = new Audit();
    private final RecordShelf shelf = new RecordShelf();
    private final ScenarioReratings reratings;
    private final ScenarioClosings closings;
    private final ArrayDeque<String> history = new ArrayDeque<>();

    Run(long seed) {
      this.seed = seed;
      this.scenario = new Scenario(seed);
      effects.follow(engine);
      this.reratings = new ScenarioReratings(seed, shelf, this::apply);
      this.closings = new ScenarioClosings(seed, shelf, this::apply);
    }

    /** Runs it and returns its checked books. */
    Audit run() {
      try {
        step(scenario.beginning());
        for (int i = 0; i < 20 + seed % MAX_STEPS; i++) {
          step(scenario.next(engine.activeLegCount() > 0));
          reratings.act(scenario.nowMicros());
          closings.act();
          compareAccounts();
          if ((seed + i) % STEPS_PER_RESTART == 0) {
            restart();
          }
        }
        step(scenario.ending());
        reratings.act(scenario.nowMicros());
        everyLegHasTheMinutesItOwes();
        audit.check(engine);
        return audit;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed + " fails after\n" + String.join("\n", history), e);
      }
    }

    /** Continues with another engine, restored from the first one's image. */
    private void restart() {
      remember("restart");
      EngineImage image = engine.image();
      engine = new RatingEngine(0, new DeckPool(), effects);
      engine.restore(image);
      effects.follow(engine);
    }

    private void step(List<Command> commands) {
      remember("advance to " + scenario.nowMicros());
      engine.advance(scenario.nowMicros());
      model.advance(scenario.nowMicros());
      compare("", "");
      commands.forEach(this::apply);
      compareAccounts();
    }

    private Outcome apply(Command command) {
      remember(command.toString());
      Outcome outcome = engine.apply(command);
      if (command instanceof Command.LegEvents batch) {
        audit.applied(batch, outcome);
      }
      compare(Transcript.line(outcome), model.apply(command));
      return outcome;
    }

    private void remember(String what) {
      history.add(what);
      if (history.size() > SHOWN_COMMANDS) {
        history.removeFirst();
      }
    }

    private void compare(String outcome, String modelOutcome) {
      List<String> lines = new ArrayList<>();
      for (Effect effect : effects.drain()) {
        lines.add(Transcript.line(effect));
        audit.take(effect, engine.nowMicros());
        shelf.take(effect);
      }
      assertThat(Transcript.arranged(lines)).isEqualTo(Transcript.arranged(model.out));
      assertThat(outcome).isEqualTo(modelOutcome);
      model.out.clear();
    }

    private void compareAccounts() {
      assertThat(engine.activeLegCount()).isEqualTo(model.activeLegs().size());
      for (OrganizationView organization : engine.organizations()) {
        NaiveAccount account = Objects.requireNonNull(model.books.accounts.get(organization.id()));
        assertThat(organization.lifecycle().state()).isEqualTo(account.state());
        assertThat(organization.profile().creditsSetUp()).isEqualTo(account.profile.creditsSetUp());
        assertThat(organization.balanceMicros()).isEqualTo(NaiveRate.micros(account.balance()));
        assertThat(organization.ledgerBalanceMicros()).isEqualTo(NaiveRate.micros(account.ledgerBalance()));
        assertThat(organization.activeLegsMicros()).isEqualTo(NaiveRate.micros(account.activeLegs()));
        assertThat(organization.activeLegCount()).isEqualTo(account.legs.size());
        assertThat(organization.burnMicrosPerMinute()).isEqualTo(account.legs.stream().filter(NaiveLeg::charging)
            .mapToLong(leg -> NaiveRate.micros(leg.rate().price())).sum());
      }
    }

    /**
     * Every bridge has just sent its list, so no leg lacks a minute; it has more if its bridge's clock was found to be
     * slow. The model's legs have just been compared.
     */
    private void everyLegHasTheMinutesItOwes() {
      for (NaiveLeg leg : model.activeLegs()) {
        int owed = leg.charging() && !leg.mustBeOver() ? leg.begun(scenario.nowMicros()) : leg.minutes.size();
        assertThat(leg.minutes).as(leg.answer.legId()).hasSizeGreaterThanOrEqualTo(owed);
      }
    }
  }
}
