package dev.tollbridge.benchmarks.tariff;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.core.tariff.RatedNumber;
import dev.tollbridge.core.tariff.Tariff;
import dev.tollbridge.core.tariff.Zones;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finds the rates of numbers spread over all prefixes of a deck, and compiles the deck. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class RateLookupBenchmark {
  private static final long SEED = 20261123;
  private static final long AT_MICROS = 1_800_000_000_000_000L;
  private static final int NUMBER_COUNT = 1 << 14;
  private static final int NUMBER_DIGITS = 12;

  /** {@code seeded}, or the path of a deck's CSV file. */
  @Param("seeded")
  public String deck = "";

  private List<Rate> rates = List.of();
  private RateDeck compiled = RateDeck.compile(rates);
  private final Tariff tariff = new Tariff();
  private final RatedNumber[] numbers = new RatedNumber[NUMBER_COUNT];
  private final RatedNumber unknown = new RatedNumber("000000000000", "", "");
  private int next;

  /** Reads or generates the deck, and the numbers. */
  @Setup
  public void prepare() {
    rates = deck.equals("seeded") ? SeededRates.generate(SEED) : RateFile.read(Path.of(deck));
    compiled = RateDeck.compile(rates);
    tariff.add(new DeckVersion("deck", deck, CallType.DIAL_OUT, "USD", 0, 0, "", compiled));
    Random random = new Random(SEED);
    for (int i = 0; i < NUMBER_COUNT; i++) {
      numbers[i] = new RatedNumber(number(rates.get(random.nextInt(rates.size())).prefix(), random), "", "");
    }
  }

  private static String number(String prefix, Random random) {
    StringBuilder digits = new StringBuilder(prefix);
    while (digits.length() < NUMBER_DIGITS) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private RatedNumber nextNumber() {
    return numbers[next++ & (NUMBER_COUNT - 1)];
  }

  /** Finds the rate in a deck. */
  @Benchmark
  public @Nullable Rate find() {
    return compiled.find(nextNumber(), AT_MICROS, Zones.NONE);
  }

  /** Finds the deck in force, then the rate in it. */
  @Benchmark
  public @Nullable Rate findInForce() {
    return tariff.find(CallType.DIAL_OUT, "USD", nextNumber(), AT_MICROS);
  }

  /** Finds no rate. */
  @Benchmark
  public @Nullable Rate findNone() {
    return compiled.find(unknown, AT_MICROS, Zones.NONE);
  }

  /** Compiles the whole deck, from rates to tries and fingerprint. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public RateDeck compile() {
    return RateDeck.compile(rates);
  }
}
