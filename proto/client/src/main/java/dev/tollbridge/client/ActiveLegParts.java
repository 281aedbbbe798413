package dev.tollbridge.client;

import dev.tollbridge.v1.ActiveLegs;
import dev.tollbridge.v1.StreamLegsRequest;

/** A complete list of active legs, frozen and cut into messages. An empty list is one part. */
final class ActiveLegParts {

  private final long throughSequence;
  private final long[] legNumbers;
  private final int maxPerPart;
  private int next;
  private boolean complete;

  ActiveLegParts(ActiveLegSet legs, int maxPerPart) {
    this.throughSequence = legs.throughSequence();
    this.legNumbers = legs.toArray();
    this.maxPerPart = maxPerPart;
  }

  boolean hasNext() {
    return !complete;
  }

  StreamLegsRequest next() {
    ActiveLegs.Builder part = ActiveLegs.newBuilder().setThroughSequence(throughSequence);
    int end = (int) Math.min(legNumbers.length, (long) next + maxPerPart);
    while (next < end) {
      part.addLegNumbers(legNumbers[next++]);
    }
    complete = next == legNumbers.length;
    return StreamLegsRequest.newBuilder().setActiveLegs(part.setComplete(complete)).build();
  }
}
