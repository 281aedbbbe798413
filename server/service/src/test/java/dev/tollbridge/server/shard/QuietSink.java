package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.DenialReason;

/** A bridge that receives nothing. */
class QuietSink implements LegSink {
  @Override
  public long session() {
    return 1;
  }

  @Override
  public void charged(long legNumber, int minute, int minuteCount, long amountMicros, long totalMicros) {}

  @Override
  public void disconnect(long legNumber, DenialReason reason) {}

  @Override
  public void closed(CallRecord record) {}

  @Override
  public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {}

  @Override
  public void flush() {}
}
