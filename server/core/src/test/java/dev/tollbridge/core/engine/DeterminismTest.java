package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.EffectRecorder.Effect;
import dev.tollbridge.core.tariff.DeckPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same commands at the same times give the same results; ticks in between change nothing that lasts. */
final class DeterminismTest {
  private static final int SEEDS = 60;
  private static final int STEPS = 60;
  private static final long MINUTE_MICROS = 60_000_000;
  private static final long START_MICROS = 1_795_392_000_000_000L;

  /** Commands applied at one time. */
  private record Entry(long micros, List<Command> commands) {}

  @Test
  void theSameLogComesToTheSame() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Entry> log = randomLog(seed);
      assertThat(transcript(log)).as("seed %d", seed).isEqualTo(transcript(log));
    }
  }

  @Test
  void moreTicksChangeNoRecordAndNoBalance() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Entry> log = ampleLog(seed);
      Map<String, String> records = lasting(log);
      assertThat(records).as("seed %d", seed).isNotEmpty();
      for (int strides = 1; strides <= 1_000; strides *= 10) {
        assertThat(lasting(withTicks(log, new Random(seed), strides))).as("seed %d, %d strides", seed, strides)
            .isEqualTo(records);
      }
    }
  }

  private static List<Entry> randomLog(long seed) {
    var scenario = new Scenario(seed);
    List<Entry> log = new ArrayList<>();
    log.add(new Entry(scenario.nowMicros(), scenario.beginning()));
    for (int i = 0; i < STEPS; i++) {
      List<Command> commands = scenario.next(true);
      log.add(new Entry(scenario.nowMicros(), commands));
    }
    return log;
  }

  private static List<String> transcript(List<Entry> log) {
    var effects = new EffectRecorder();
    var engine = new RatingEngine(0, new DeckPool(), effects);
    List<String> lines = new ArrayList<>();
    for (Entry entry : log) {
      engine.advance(entry.micros);
      entry.commands.forEach(command -> lines.add(Transcript.line(engine.apply(command))));
      effects.drain().forEach(effect -> lines.add(Transcript.line(effect)));
    }
    return lines;
  }

  /** Bridges that keep in contact, and more credit than they can use. */
  private static List<Entry> ampleLog(long seed) {
    var random = new Random(seed);
    var money = new ScenarioMoney(random, 1, 1);
    List<Entry> log = new ArrayList<>();
    var bridges = new ScenarioBridges(random, 1, 2);
    var begun = new Scenario(seed).beginning();
    begun.add(new Command.Configure(MINUTE_MICROS * 100_000, MINUTE_MICROS * 1_000_000, 1));
    begun.add(new Command.PurchaseCredits(new Request("ample", 1), ScenarioMoney.organization(0), 1_000_000_000_000L));
    log.add(new Entry(START_MICROS, begun));
    long micros = START_MICROS;
    for (int i = 0; i < STEPS; i++) {
      micros += random.nextLong(4 * MINUTE_MICROS);
      List<Command> commands = new ArrayList<>();
      bridges.act(micros, commands);
      bridges.act(micros, commands);
      commands.add(money.move());
      log.add(new Entry(micros, commands));
    }
    List<Command> last = new ArrayList<>();
    bridges.settleAll(last);
    log.add(new Entry(micros + 90 * MINUTE_MICROS, last));
    return log;
  }

  /** Puts ticks between the entries. */
  private static List<Entry> withTicks(List<Entry> log, Random random, int strides) {
    List<Entry> cut = new ArrayList<>();
    long last = START_MICROS;
    for (Entry entry : log) {
      long stride = (entry.micros - last) / strides;
      for (int i = 0; i < strides && stride > 0; i++) {
        last += 1 + random.nextLong(stride);
        cut.add(new Entry(last, List.of(new Command.Tick())));
      }
      cut.add(entry);
      last = entry.micros;
    }
    return cut;
  }

  /** Records, charges by leg, and balances. */
  private static Map<String, String> lasting(List<Entry> log) {
    var effects = new EffectRecorder();
    var engine = new RatingEngine(0, new DeckPool(), effects);
    TreeMap<String, String> lasting = new TreeMap<>();
    for (Entry entry : log) {
      engine.advance(entry.micros);
      entry.commands.forEach(engine::apply);
      effects.drain().forEach(effect -> keep(effect, lasting));
    }
    for (OrganizationView organization : engine.organizations()) {
      lasting.put("balance " + organization.id(), organization.balanceMicros() + " " + organization
          .ledgerBalanceMicros());
    }
    return lasting;
  }

  private static void keep(Effect effect, Map<String, String> lasting) {
    switch (effect) {
      case Effect.Charged charged -> lasting.put("charges " + charged.leg(), charged.allMinutes() + " " + charged
          .totalMicros());
      case Effect.Closed(var record) -> lasting.put("record " + record.sequence(), record.toString());
      case Effect.CallBooked(var record) -> lasting.put("record " + record.sequence(), record.toString());
      case Effect.EntryMade(var entry) -> lasting.put("entry " + entry.sequence(), entry.toString());
      case Effect.Disconnect _,Effect.Credit _,Effect.Audited _,Effect.ClosingsDropped _ -> {
      }
    }
  }
}
