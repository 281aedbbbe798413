package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A server without a network, which charges legs of ten minutes by its own arithmetic and makes one mistake. */
final class StubServer implements Books {
  static final int MINUTES = 10;
  static final String ORGANIZATION = "sim-9-1";

  /** The mistake, made once. */
  enum Fault {
    NONE, DROPS_A_CHARGE, DOUBLES_A_CHARGE, MISPRICES_A_CHARGE, CHARGES_A_LEG_THAT_NEVER_STARTED, DROPS_A_CLOSING,
    DOUBLES_A_CLOSING, MISPRICES_A_CLOSING, DROPS_A_RECORD, DOUBLES_A_RECORD, MISPRICES_A_RECORD, DROPS_AN_ENTRY,
    DOUBLES_AN_ENTRY, MISPRICES_AN_ENTRY, SHOWS_A_BALANCE_OFF_BY_ONE
  }

  private static final long ANSWER_MICROS = 1_800_000_000_000_000L;
  private static final long MINUTE_MICROS = 60_000_000;
  private static final long FEE_MICROS = 10_000;
  private static final long PRICE_MICROS = 33_333;
  private static final long CHARGE_MICROS = FEE_MICROS + MINUTES * PRICE_MICROS;
  private static final long CREDIT_MICROS = 1_000_000_000_000L;
  private static final byte[] DECK = "prefix,destination,price_per_minute,connection_fee\n33,France,0.033333,0.01\n"
      .getBytes(StandardCharsets.UTF_8);
  private static final PhoneNumber SERVICE = new PhoneNumber("+12015550123", "US");
  private static final PhoneNumber REMOTE = new PhoneNumber("+33612345678", "FR");

  private final RunIdentity identity;
  private final Fault fault;
  private final long faultyLeg;
  private final int faultyMinute;
  private final Reconciliation reconciliation;
  private final List<CallRecord> records = new ArrayList<>();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private long balanceMicros;

  /** A server with a fault at one leg, numbered from 1, and one of its minutes. */
  StubServer(int legs, Fault fault, long faultyLeg, int faultyMinute) {
    this.identity = new RunIdentity(new Scenario(new ArrivalRate(1), Hold.parse("fixed:600s"), Duration.ofSeconds(1),
        legs, new Mix(0, 0, 1), 1, 9, 1), 1000);
    this.fault = fault;
    this.faultyLeg = faultyLeg;
    this.faultyMinute = faultyMinute;
    this.reconciliation = new Reconciliation(identity,
        new Decks(Map.of(CallType.CALL_TYPE_DIAL_OUT, DeckTable.parse(DECK))),
        number -> planned(number + 1));
    book(LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE, "credit", CREDIT_MICROS);
  }

  /** Plays and reconciles all legs. */
  Reconciliation play() {
    BridgeAudit bridge = reconciliation.bridge(0);
    long legs = identity.scenario().maxLegs();
    for (long legNumber = 1; legNumber <= legs; legNumber++) {
      LegOnBridge leg = leg(legNumber);
      LegAudit audit = bridge.answering(leg);
      boolean faulty = legNumber == faultyLeg;
      for (int minute = 0; minute < MINUTES; minute++) {
        stream(bridge, charge(legNumber, minute), faulty && minute == faultyMinute);
      }
      audit.ending(leg.answerMicros() + MINUTES * MINUTE_MICROS, "hung up");
      close(bridge, leg, faulty);
    }
    if (fault == Fault.CHARGES_A_LEG_THAT_NEVER_STARTED) {
      bridge.charged(charge(legs + 1, faultyMinute));
    }
    reconciliation.finish();
    reconciliation.findings().add(reconciliation.organization(ORGANIZATION, ANSWER_MICROS).whole(this, true));
    return reconciliation;
  }

  /** The id of a leg. */
  String legId(long legNumber) {
    return leg(legNumber).legId();
  }

  private LegOnBridge leg(long legNumber) {
    return new LegOnBridge(identity, planned(legNumber), 0, legNumber, 0, ANSWER_MICROS + legNumber);
  }

  private static PlannedLeg planned(long legNumber) {
    return new PlannedLeg(legNumber - 1, 0, MINUTES * MINUTE_MICROS, CallType.CALL_TYPE_DIAL_OUT, 1, legNumber / 10, 2,
        SERVICE, REMOTE);
  }

  private static Charge charge(long legNumber, int minute) {
    return Charge.newBuilder().setLegNumber(legNumber).setMinute(minute).setMinuteCount(1)
        .setAmountMicros(PRICE_MICROS + (minute == 0 ? FEE_MICROS : 0))
        .setTotalMicros(FEE_MICROS + (minute + 1) * PRICE_MICROS).build();
  }

  private void stream(BridgeAudit bridge, Charge charge, boolean faulty) {
    Fault now = faulty ? fault : Fault.NONE;
    if (now == Fault.DROPS_A_CHARGE) {
      return;
    }
    bridge.charged(now == Fault.MISPRICES_A_CHARGE
        ? charge.toBuilder().setAmountMicros(charge.getAmountMicros() + 1).build()
        : charge);
    if (now == Fault.DOUBLES_A_CHARGE) {
      bridge.charged(charge);
    }
  }

  private void close(BridgeAudit bridge, LegOnBridge leg, boolean faulty) {
    Fault now = faulty ? fault : Fault.NONE;
    CallRecord record = record(leg);
    if (now != Fault.DROPS_A_CLOSING) {
      bridge.closed(leg.legNumber(), now == Fault.MISPRICES_A_CLOSING ? dearer(record) : record);
    }
    if (now == Fault.DOUBLES_A_CLOSING) {
      bridge.closed(leg.legNumber(), record);
    }
    keep(record, now);
  }

  private void keep(CallRecord record, Fault now) {
    if (now != Fault.DROPS_A_RECORD) {
      records.add(now == Fault.MISPRICES_A_RECORD ? dearer(record) : record);
    }
    if (now == Fault.DOUBLES_A_RECORD) {
      records.add(record);
    }
    if (now != Fault.DROPS_AN_ENTRY) {
      book(LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE, record.getUsageId(),
          -CHARGE_MICROS - (now == Fault.MISPRICES_AN_ENTRY ? 1 : 0));
    }
    if (now == Fault.DOUBLES_AN_ENTRY) {
      book(LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE, record.getUsageId(), -CHARGE_MICROS);
    }
  }

  private static CallRecord dearer(CallRecord record) {
    return record.toBuilder().setChargeMicros(CHARGE_MICROS + 1).setClosingAdjustmentMicros(1).build();
  }

  private CallRecord record(LegOnBridge leg) {
    return CallRecord.newBuilder().setUsageId("usage-" + leg.legNumber()).setLegId(leg.legId())
        .setConferenceId(identity.conferenceId(leg.planned())).setOrganizationId(ORGANIZATION)
        .setOrganizerId("organizer-2").setCallType(CallType.CALL_TYPE_DIAL_OUT).setServiceNumber(SERVICE.text())
        .setRemoteNumber(REMOTE.text()).setRemoteCountryCode("FR").setDestination("France")
        .setStartTime(EngineTime.timestamp(leg.answerMicros()))
        .setEndTime(EngineTime.timestamp(leg.answerMicros() + MINUTES * MINUTE_MICROS)).setDurationSeconds(600)
        .setBilledSeconds(600).setConnectionFeeMicros(FEE_MICROS).setChargeMicros(CHARGE_MICROS)
        .setCurrencyCode("USD").setCapability("MCOMEETACPEA").setCloseReason(CloseReason.CLOSE_REASON_ENDED)
        .setCause("hung up").setBridgeId("sim-9-bridge-0").setSession(1000).setLegNumber(leg.legNumber()).build();
  }

  private void book(LedgerEntryKind kind, String reference, long micros) {
    balanceMicros += micros;
    entries.add(LedgerEntry.newBuilder().setEntryId("entry-" + entries.size()).setKind(kind).setReference(reference)
        .setAmountMicros(micros).setBalanceMicros(balanceMicros).build());
  }

  @Override
  public void records(String organizationId, long fromMicros, Consumer<CallRecord> to) {
    records.forEach(to);
  }

  @Override
  public void entries(String organizationId, long fromMicros, Consumer<LedgerEntry> to) {
    entries.forEach(to);
  }

  @Override
  public GetBalanceResponse balance(String organizationId) {
    return GetBalanceResponse.newBuilder()
        .setBalanceMicros(balanceMicros + (fault == Fault.SHOWS_A_BALANCE_OFF_BY_ONE ? 1 : 0)).build();
  }
}
