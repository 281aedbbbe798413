package dev.tollbridge.acceptance;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The events of an endless bridge, each known from its sequence alone: two legs are answered, then the first of them
 * ends, and so on. Every leg that ends has lasted half a minute and costs one.
 *
 * @param answerTime of every leg
 */
record Workload(Timestamp answerTime) {
  static final List<String> ORGANIZATIONS = List.of("acme", "globex", "hooli", "initech", "umbrella");
  static final long PRICE_MICROS = 10_000;
  private static final int CYCLE = 3;
  private static final long LEG_SECONDS = 30;

  static String organization(long legNumber) {
    return ORGANIZATIONS.get((int) (legNumber % ORGANIZATIONS.size()));
  }

  LegEvent event(long sequence) {
    return sequence % CYCLE == 0 ? ended(sequence, sequence - 2) : answered(sequence);
  }

  private LegEvent answered(long sequence) {
    return LegEvent.newBuilder().setSequence(sequence).setLegNumber(sequence)
        .setAnswered(LegAnswered.newBuilder().setLegId("leg-" + sequence).setConferenceId("conference")
            .setOrganizationId(organization(sequence)).setOrganizerId("ann")
            .setDirection(Direction.DIRECTION_DIAL_OUT).setRemoteNumber("+33140000000").setAnswerTime(answerTime))
        .build();
  }

  LegEvent ended(long sequence, long legNumber) {
    return LegEvent.newBuilder().setSequence(sequence).setLegNumber(legNumber).setEnded(
        LegEnded.newBuilder().setOrganizationId(organization(legNumber))
            .setEndTime(answerTime.toBuilder().setSeconds(answerTime.getSeconds() + LEG_SECONDS)))
        .build();
  }

  /** Legs answered by the events up to {@code sequence}. */
  static Set<Long> legs(long sequence) {
    return LongStream.rangeClosed(1, sequence).filter(number -> number % CYCLE != 0).boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of them that are active then. */
  static Set<Long> activeLegs(long sequence) {
    return legs(sequence).stream().filter(number -> number % CYCLE == 2 || number + 2 > sequence)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the legs that ended up to then have cost an organization. */
  static long chargedMicros(String organizationId, long sequence) {
    Set<Long> ended = legs(sequence);
    ended.removeAll(activeLegs(sequence));
    return ended.stream().filter(number -> organization(number).equals(organizationId)).count() * PRICE_MICROS;
  }
}
