package dev.tollbridge.client;

import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.StreamLegsRequest;
import java.time.InstantSource;

/**
 * What outlives a single stream: the bridge's identity, its events and its active legs.
 *
 * @param resumed it began in an earlier run of the bridge
 * @param clock that of the legs' times
 */
record Session(
    String bridgeId,
    long number,
    boolean resumed,
    EventWindow window,
    ActiveLegSet activeLegs,
    Counters counters,
    BridgeListener listener,
    InstantSource clock,
    Loop loop) {

  /** Refuses a name or a number that no session can have. */
  static void check(String bridgeId, long number) {
    if (bridgeId.isEmpty() || number < 1) {
      throw new IllegalArgumentException("bridgeId must not be empty and session must be 1 or more: " + number);
    }
  }

  /** @param stream number of the stream that this opens */
  StreamLegsRequest open(long stream) {
    return StreamLegsRequest.newBuilder()
        .setOpen(Open.newBuilder().setBridgeId(bridgeId).setSession(number).setStream(stream)).build();
  }
}
