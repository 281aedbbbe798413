package dev.tollbridge.client;

import dev.tollbridge.v1.Closings;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.Limits;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A server that applies events exactly once, and breaks the stream at random before or after it took a message, so that
 * messages or acknowledgements get lost. It records everything that the client does wrong.
 */
final class UnreliableServer extends LegRatingServiceGrpc.LegRatingServiceImplBase {

  private static final int ONE_IN = 40;

  private final SplittableRandom random;
  private final Map<Long, String> answeredLegs = new HashMap<>();
  private final Set<Long> activeLegs = new HashSet<>();
  private final Set<Long> unacknowledgedClosings = new LinkedHashSet<>();
  private final List<String> faults = new ArrayList<>();
  private long applied;
  private long endedLegs;
  private int breaks;
  private int lists;

  UnreliableServer(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public synchronized StreamObserver<StreamLegsRequest> streamLegs(StreamObserver<StreamLegsResponse> responses) {
    return new UnreliableStream(responses);
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized Map<Long, String> answeredLegs() {
    return Map.copyOf(answeredLegs);
  }

  synchronized Set<Long> activeLegs() {
    return Set.copyOf(activeLegs);
  }

  synchronized long applied() {
    return applied;
  }

  synchronized long endedLegs() {
    return endedLegs;
  }

  synchronized int breaks() {
    return breaks;
  }

  synchronized int lists() {
    return lists;
  }

  /** Waits until the bridge has acknowledged every closing. */
  synchronized void awaitClosingsAcknowledged() throws InterruptedException {
    while (!unacknowledgedClosings.isEmpty()) {
      wait();
    }
  }

  private void apply(LegEvent event) {
    if (event.getSequence() <= applied) {
      return;
    }
    check(event.getSequence() == applied + 1, "gap before " + event.getSequence() + " after " + applied);
    applied = event.getSequence();
    if (event.hasAnswered()) {
      String before = answeredLegs.put(event.getLegNumber(), event.getAnswered().getLegId());
      check(before == null, "leg number used twice: " + event.getLegNumber());
      activeLegs.add(event.getLegNumber());
    } else {
      check(activeLegs.remove(event.getLegNumber()), "end of a leg that is not active: " + event.getLegNumber());
      endedLegs++;
      unacknowledgedClosings.add(event.getLegNumber());
    }
  }

  private void check(boolean right, String fault) {
    if (!right) {
      faults.add(fault);
    }
  }

  /** One stream, until it is broken. */
  private final class UnreliableStream implements StreamObserver<StreamLegsRequest> {

    private final StreamObserver<StreamLegsResponse> responses;
    private final Set<Long> listed = new HashSet<>();
    private boolean broken;

    UnreliableStream(StreamObserver<StreamLegsResponse> responses) {
      this.responses = responses;
    }

    @Override
    public void onNext(StreamLegsRequest request) {
      synchronized (UnreliableServer.this) {
        if (breakNowAndThen()) {
          return;
        }
        List<StreamLegsResponse> answers = handle(request);
        if (!breakNowAndThen()) {
          answers.forEach(responses::onNext);
        }
      }
    }

    private boolean breakNowAndThen() {
      if (!broken && random.nextInt(ONE_IN) == 0) {
        broken = true;
        breaks++;
        responses.onError(Status.UNAVAILABLE.asRuntimeException());
      }
      return broken;
    }

    private List<StreamLegsResponse> handle(StreamLegsRequest request) {
      return switch (request.getPayloadCase()) {
        case OPEN -> open();
        case EVENTS -> events(request.getEvents().getEventsList());
        case ACTIVE_LEGS -> {
          list(request);
          yield List.of();
        }
        case ACKNOWLEDGE -> {
          request.getAcknowledge().getClosedLegNumbersList().forEach(unacknowledgedClosings::remove);
          UnreliableServer.this.notifyAll();
          yield List.of();
        }
        case HEARTBEAT, PAYLOAD_NOT_SET -> List.of();
      };
    }

    private List<StreamLegsResponse> open() {
      Limits limits = Limits.newBuilder().setMaxEventsPerMessage(8).setMaxUnacknowledgedEvents(100)
          .setMaxActiveLegsPerMessage(50).build();
      List<StreamLegsResponse> answers = new ArrayList<>();
      answers.add(StreamLegsResponse.newBuilder().setOpened(Opened.newBuilder().setLastDurableSequence(applied)
          .setTimeScale(1).setLimits(limits).setLease(com.google.protobuf.Duration.newBuilder().setSeconds(120)))
          .build());
      unacknowledgedClosings.forEach(leg -> answers.add(closed(leg)));
      return answers;
    }

    private List<StreamLegsResponse> events(List<LegEvent> events) {
      List<StreamLegsResponse> answers = new ArrayList<>();
      events.forEach(UnreliableServer.this::apply);
      answers.add(StreamLegsResponse.newBuilder().setEventsAck(EventsAck.newBuilder().setSequence(applied)).build());
      events.stream().filter(LegEvent::hasEnded).forEach(event -> answers.add(closed(event.getLegNumber())));
      return answers;
    }

    private static StreamLegsResponse closed(long legNumber) {
      return StreamLegsResponse.newBuilder().setClosings(
          Closings.newBuilder().addClosings(LegClosed.newBuilder().setLegNumber(legNumber))).build();
    }

    private void list(StreamLegsRequest request) {
      listed.addAll(request.getActiveLegs().getLegNumbersList());
      check(request.getActiveLegs().getThroughSequence() == applied, "list through "
          + request.getActiveLegs().getThroughSequence() + " after events through " + applied);
      if (request.getActiveLegs().getComplete()) {
        check(listed.equals(activeLegs), "list " + listed + " while active are " + activeLegs);
        lists++;
      }
    }

    @Override
    public void onError(Throwable cancelled) {
      synchronized (UnreliableServer.this) {
        broken = true;
      }
    }

    @Override
    public void onCompleted() {
      synchronized (UnreliableServer.this) {
        if (!broken) {
          responses.onCompleted();
        }
      }
    }
  }
}
