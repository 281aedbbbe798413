package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.DenialReason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The legs whose closings were received, by their position in the plan, in columns of about 50 bytes per leg: there may
 * be millions, and all are needed until the server's books have been read. Any thread.
 */
final class ClosedLegs {
  private static final int CHUNK_LEGS = 4096;

  private final Map<Long, Chunk> chunks = new ConcurrentHashMap<>();

  /** Adds a leg. */
  void add(ClosedLeg leg) {
    chunks.computeIfAbsent(leg.number() / CHUNK_LEGS, _ -> new Chunk()).put((int) (leg.number() % CHUNK_LEGS), leg);
  }

  /** The leg with this number; null if its closing was not received. */
  @Nullable
  ClosedLeg find(long number) {
    Chunk chunk = number < 0 ? null : chunks.get(number / CHUNK_LEGS);
    return chunk == null ? null : chunk.find(number);
  }

  /** Visits the number of every leg of an organization. */
  void ofOrganization(int organization, LongConsumer to) {
    chunks.forEach((index, chunk) -> chunk.ofOrganization(organization, index * CHUNK_LEGS, to));
  }

  /**
   * Neighbours in the plan, most of which are closed in time. A leg that is not closed has neither cause nor
   * organization.
   */
  private static final class Chunk {
    private final short[] organizations = new short[CHUNK_LEGS];
    private final byte[] bridges = new byte[CHUNK_LEGS];
    private final @Nullable DenialReason[] denials = new @Nullable DenialReason[CHUNK_LEGS];
    private final boolean[] minutesCharged = new boolean[CHUNK_LEGS];
    private final @Nullable String[] causes = new @Nullable String[CHUNK_LEGS];
    private final int[] legNumbers = new int[CHUNK_LEGS];
    private final int[] sessionsAhead = new int[CHUNK_LEGS];
    private final long[] answersMicros = new long[CHUNK_LEGS];
    private final long[] endsMicros = new long[CHUNK_LEGS];
    private final long[] closingAdjustmentsMicros = new long[CHUNK_LEGS];
    private final long[] fingerprints = new long[CHUNK_LEGS];
    private long firstSession;

    synchronized void put(int i, ClosedLeg leg) {
      firstSession = firstSession == 0 ? leg.session() : firstSession;
      organizations[i] = (short) leg.organization();
      bridges[i] = (byte) leg.bridge();
      denials[i] = leg.denial();
      minutesCharged[i] = leg.minutesCharged();
      causes[i] = leg.cause();
      legNumbers[i] = Math.toIntExact(leg.legNumber());
      sessionsAhead[i] = Math.toIntExact(leg.session() - firstSession);
      answersMicros[i] = leg.answerMicros();
      endsMicros[i] = leg.endMicros();
      closingAdjustmentsMicros[i] = leg.closingAdjustmentMicros();
      fingerprints[i] = leg.fingerprint();
    }

    synchronized @Nullable ClosedLeg find(long number) {
      int i = (int) (number % CHUNK_LEGS);
      String cause = causes[i];
      DenialReason denial = denials[i];
      return cause == null || denial == null
          ? null
          : new ClosedLeg(number, organizations[i], bridges[i], firstSession + sessionsAhead[i], legNumbers[i],
              answersMicros[i], endsMicros[i], cause, minutesCharged[i], denial,
              closingAdjustmentsMicros[i], fingerprints[i]);
    }

    synchronized void ofOrganization(int organization, long firstNumber, LongConsumer to) {
      for (int i = 0; i < CHUNK_LEGS; i++) {
        if (organizations[i] == organization) {
          to.accept(firstNumber + i);
        }
      }
    }
  }
}
