package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.DenialReason;

/** Receives what happens to one bridge session's legs in a shard. Called on applying threads; must not block. */
public interface LegSink {
  /** The session that it is open for. */
  long session();

  void charged(long legNumber, int minute, int minuteCount, long amountMicros, long totalMicros);

  void disconnect(long legNumber, DenialReason reason);

  void closed(CallRecord record);

  void credit(String organizationId, String currency, long balanceMicros, CreditEvent event);

  /** The entry is applied: what was received since the last flush may be sent. */
  void flush();
}
