// The check's own arithmetic, in whole micros.

/** One rate of the sample decks. */
export class Rate {
  constructor(perMinuteMicros, feeMicros, initialSeconds, recurringSeconds) {
    Object.assign(this, { perMinuteMicros, feeMicros, initialSeconds, recurringSeconds });
  }

  billedSeconds(seconds) {
    if (seconds === 0) {
      return 0;
    }
    const beyond = Math.max(0, seconds - this.initialSeconds);
    return this.initialSeconds + Math.ceil(beyond / this.recurringSeconds) * this.recurringSeconds;
  }

  /** What a leg is charged for its first minutes: the most that it can cost if it ends within them. */
  minutesMicros(minutes) {
    return this.costMicros(this.billedSeconds(60 * minutes));
  }

  /** The whole minutes that an amount pays for. */
  minutesFor(micros) {
    let minutes = 0;
    while (this.minutesMicros(minutes + 1) <= micros) {
      minutes += 1;
    }
    return minutes;
  }

  /** Cost of billed seconds: the fee, and the price rounded half up. */
  costMicros(billedSeconds) {
    return billedSeconds === 0
      ? 0n
      : this.feeMicros + (this.perMinuteMicros * BigInt(billedSeconds) * 2n + 60n) / 120n;
  }
}

/** Microseconds since 1970 of a Timestamp. */
export const micros = (timestamp) => BigInt(timestamp.seconds) * 1_000_000n + BigInt(timestamp.nanos / 1000);

/** A Timestamp the given seconds after another. */
export const later = (timestamp, seconds) =>
  ({ ...timestamp, seconds: String(BigInt(timestamp.seconds) + BigInt(seconds)) });
