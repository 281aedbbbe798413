package dev.tollbridge.simulator.compare;

/** Totals of one organizer's calls of one calendar month, paid by the minute. Amounts in micros. */
final class MonthUsage {
  private long calls;
  private long tollMicros;
  private long tollFreeMicros;
  private long zoneAMicros;
  private long elsewhereMicros;

  void addToll(long micros) {
    calls++;
    tollMicros = Math.addExact(tollMicros, micros);
  }

  void addTollFree(long micros) {
    calls++;
    tollFreeMicros = Math.addExact(tollFreeMicros, micros);
  }

  void addZoneA(long micros) {
    calls++;
    zoneAMicros = Math.addExact(zoneAMicros, micros);
  }

  void addElsewhere(long micros) {
    calls++;
    elsewhereMicros = Math.addExact(elsewhereMicros, micros);
  }

  void add(MonthUsage other) {
    calls += other.calls;
    tollMicros = Math.addExact(tollMicros, other.tollMicros);
    tollFreeMicros = Math.addExact(tollFreeMicros, other.tollFreeMicros);
    zoneAMicros = Math.addExact(zoneAMicros, other.zoneAMicros);
    elsewhereMicros = Math.addExact(elsewhereMicros, other.elsewhereMicros);
  }

  long calls() {
    return calls;
  }

  /** The sum of all calls. */
  long byTheMinuteMicros() {
    return Math.addExact(Math.addExact(tollMicros, zoneAMicros), outsideMicros());
  }

  /** Toll dial-in, which a licence covers regardless of the pool. */
  long tollMicros() {
    return tollMicros;
  }

  /** Calls that no licence covers: toll-free, and dial-out elsewhere. */
  long outsideMicros() {
    return Math.addExact(tollFreeMicros, elsewhereMicros);
  }
}
