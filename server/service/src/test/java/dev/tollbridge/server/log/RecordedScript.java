package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.ClosedCall;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.DialOutPolicy;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.EffectRecorder.Effect;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.Licence;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.RandomHistory;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.engine.ReratingCounts;
import dev.tollbridge.core.engine.ReratingCursor;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.core.tariff.ZoneTable;
import dev.tollbridge.server.shard.ZoneData;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log with what random histories lack: windows in real time zones across clock changes, tz data that changes, calls
 * to each country of zone A and others under its policy, prices whose halves are rounded, and a re-rating of real
 * records.
 */
final class RecordedScript {
  private static final long MINUTE_MICROS = 60_000_000;
  private static final String BRIDGE = "bridge";

  private final LoggedRun engine = new LoggedRun();
  private final List<byte[]> entries = new ArrayList<>();
  private final List<CallRecord> records = new ArrayList<>();
  private long nowMicros = micros("2026-03-01T00:00:00Z");
  private long events;

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  /** All of it. */
  List<byte[]> write() {
    open();
    deck("deck-1", 0, 30_001, 11_111);
    callsAround("2026-03-29T00:00:00Z");
    everyCountry();
    callsAround("2026-10-25T00:00:00Z");
    log(new Command.PutZones(List.of(otherClocks())));
    callsAround("2026-10-31T00:00:00Z");
    long from = nowMicros - TimeUnit.DAYS.toMicros(30);
    deck("deck-2", from, 20_011, 13);
    rerate(from);
    return entries;
  }

  private void open() {
    log(new Command.RaiseLevel(Level.HIGHEST),
        new Command.Configure(TimeUnit.DAYS.toMicros(1_000), TimeUnit.DAYS.toMicros(1_000), 1),
        new Command.PutZones(List.of(ZoneData.table("Europe/Berlin"), ZoneData.table("America/New_York"))),
        new Command.CreateOrganization(new Request("create", 1),
            new Profile("acme", "Acme", "DE", "EUR", true, List.of(50_000_000L), false, 0)),
        new Command.AssignLicence("acme", new Licence("anna", DialOutPolicy.ANY)),
        new Command.AssignLicence("acme", new Licence("zoe", DialOutPolicy.ZONE_A)),
        new Command.PurchaseCredits(new Request("purchase", 1), "acme", 100_000_000),
        new Command.OpenSession(BRIDGE, 1));
  }

  private void deck(String id, long effectiveMicros, long priceMicros, long feeMicros) {
    var berlinNight = new TimeWindow("Europe/Berlin", TimeWindow.EVERY_DAY, 22 * 60, 2 * 60 + 30);
    var berlinSunday = new TimeWindow("Europe/Berlin", 0b100_0000, 2 * 60, 3 * 60);
    var newYorkSaturday = new TimeWindow("America/New_York", 0b010_0000, 19 * 60, 23 * 60);
    List<Rate> rates = List.of(rate("", "elsewhere", priceMicros, feeMicros, null),
        rate("49", "night", priceMicros + 1, feeMicros, berlinNight),
        rate("49", "sunday", priceMicros + 2, 0, berlinSunday), rate("49", "day", priceMicros + 4, feeMicros, null),
        rate("1", "weekend", priceMicros + 6, feeMicros, newYorkSaturday), rate("1", "week", priceMicros + 8, 0, null));
    log(new Command.StageRates(id, 0, rates),
        new Command.AddDeck(id, id, CallType.DIAL_OUT, "EUR", effectiveMicros, "", rates.size()));
  }

  private static Rate rate(String prefix, String name, long priceMicros, long feeMicros,
      @Nullable TimeWindow window) {
    return new Rate(prefix, name, priceMicros, feeMicros, new Increments(30, 6), "", "", false, 0, 0, window);
  }

  /** A call of a minute and a half each half hour, for six hours before and after. */
  private void callsAround(String midnight) {
    nowMicros = micros(midnight) - 360 * MINUTE_MICROS;
    for (int i = 0; i < 24; i++) {
      call(i % 4 < 3 ? "+4930123" : "+1212555", i % 4 < 3 ? "DE" : "US", "anna", 90 - i % 2);
      nowMicros += 30 * MINUTE_MICROS;
    }
  }

  private void everyCountry() {
    List<String> countries = new ArrayList<>(Level.of(Level.HIGHEST).zoneA());
    countries.addAll(List.of("", "AR", "CL", "EG", "IL", "IS", "KE", "NG", "TR", "UA"));
    Collections.sort(countries);
    for (String country : countries) {
      call("+3312345", country, "zoe", 30);
    }
  }

  private void call(String number, String country, String organizer, int seconds) {
    var call = new Call("acme", organizer, Direction.DIAL_OUT, "", number, number.substring(1), country, false);
    long answerMicros = nowMicros;
    events += 2;
    var answered = new LegEvent.Answered(events - 1, events, "leg", "conference", call, answerMicros);
    nowMicros += seconds * 1_000_000L;
    var ended = new LegEvent.Ended(events, events, "acme", nowMicros, "");
    log(new Command.LegEvents(BRIDGE, 1, events - 1, events, List.of(answered, ended)),
        new Command.AcknowledgeClosings(BRIDGE, 1, List.of(events)));
  }

  /** As if Berlin had moved to the other side of the world. */
  private static ZoneTable otherClocks() {
    return new ZoneTable("Europe/Berlin", "9999z", 12 * 3_600, List.of());
  }

  private void rerate(long from) {
    var scope = new ReratingScope("acme", null, from, nowMicros);
    List<ClosedCall> calls = records.stream().filter(record -> record.span().startMicros() >= from)
        .map(record -> ClosedCall.of(record, null, 0)).toList();
    var through = new ReratingCursor("acme", nowMicros, records.getLast().sequence());
    log(new Command.OpenRerating(new Request("rerating", 1), scope),
        new Command.RerateCalls("rerating", ReratingCursor.START, through, true, ReratingCounts.NONE, calls));
  }

  private void log(Command... commands) {
    byte[] entry = LoggedRun.encode(new RandomHistory.Entry(nowMicros, List.of(commands)));
    entries.add(entry);
    for (Object each : engine.apply(entry)) {
      if (each instanceof Effect.Closed(var record)) {
        records.add(record);
      }
    }
  }
}
