package dev.tollbridge.server.api;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Events of legs that dial Paris. */
final class Legs {
  private Legs() {}

  static LegEvent answered(long sequence, long legNumber, String organizationId, Instant at) {
    return LegEvent.newBuilder().setSequence(sequence).setLegNumber(legNumber)
        .setAnswered(LegAnswered.newBuilder().setLegId(TestServer.newId()).setConferenceId("conference")
            .setOrganizationId(organizationId).setOrganizerId("olga").setDirection(Direction.DIRECTION_DIAL_OUT)
            .setRemoteNumber(TestServer.PARIS).setAnswerTime(timestamp(at)))
        .build();
  }

  /** Events {@code first} to {@code last}, each the answer of the leg with its number. */
  static List<LegEvent> allAnswered(long first, long last, String organizationId, Instant at) {
    return LongStream.rangeClosed(first, last).mapToObj(number -> answered(number, number, organizationId, at))
        .toList();
  }

  static LegEvent ended(long sequence, long legNumber, String organizationId, Instant at) {
    return LegEvent.newBuilder().setSequence(sequence).setLegNumber(legNumber)
        .setEnded(LegEnded.newBuilder().setOrganizationId(organizationId).setEndTime(timestamp(at)).setCause("hung up"))
        .build();
  }

  static LegEvent change(LegEvent answered, UnaryOperator<LegAnswered.Builder> change) {
    return answered.toBuilder().setAnswered(change.apply(answered.getAnswered().toBuilder())).build();
  }

  static TimeRange range(Timestamp from, Timestamp to) {
    return TimeRange.newBuilder().setFrom(from).setTo(to).build();
  }

  static TimeRange from(Timestamp from) {
    return TimeRange.newBuilder().setFrom(from).build();
  }

  static TimeRange to(Timestamp to) {
    return TimeRange.newBuilder().setTo(to).build();
  }

  static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }
}
