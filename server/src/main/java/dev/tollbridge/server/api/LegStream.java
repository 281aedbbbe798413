package dev.tollbridge.server.api;

import dev.tollbridge.server.engine.Command;
import dev.tollbridge.server.engine.LegEvent;
import dev.tollbridge.server.engine.Outcome;
import dev.tollbridge.server.engine.RejectionReason;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.v1.ActiveLegs;
import dev.tollbridge.v1.Draining;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.LegEvents;
import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.Reconciled;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One bridge's open stream: checks what it says, hands it to the shards and acknowledges what is on disk.
 *
 * <p>Requests come one at a time on a gRPC thread, outcomes on the shards' applying threads; the state that they share is
 * guarded by this object. The next request is asked for when the one before has been handed on and the events under way
 * are few enough, so a fast bridge is slowed down and never cut off.
 */
final class LegStream implements StreamObserver<StreamLegsRequest> {
  private static final long NO_SHARD = -1;

  private final LegStreams context;
  private final ServerCallStreamObserver<StreamLegsResponse> bridge;
  private final AckTracker acks = new AckTracker();
  private final Long2LongHashMap shardsByLeg = new Long2LongHashMap(NO_SHARD);
  private @Nullable SessionOpening session;
  private long nextSequence;
  private boolean requestHeldBack;
  private boolean halfClosed;
  private boolean closed;

  LegStream(LegStreams context, ServerCallStreamObserver<StreamLegsResponse> bridge) {
    this.context = context;
    this.bridge = bridge;
    bridge.disableAutoRequest();
    bridge.setOnReadyHandler(this::ready);
    bridge.setOnCancelHandler(() -> end(null));
    bridge.setOnCloseHandler(() -> end(null));
    bridge.request(1);
  }

  @Override
  public void onNext(StreamLegsRequest request) {
    try {
      take(request);
    } catch (RuntimeException failure) {
      end(Answer.error(failure));
    }
  }

  private void take(StreamLegsRequest request) {
    SessionOpening open = session;
    if (open == null || request.hasOpen()) {
      requireOpenFirst(request);
      open(request.getOpen());
      return;
    }
    switch (request.getPayloadCase()) {
      case EVENTS -> events(open, request.getEvents());
      case ACTIVE_LEGS -> list(open, request.getActiveLegs());
      case ACKNOWLEDGE -> acknowledge(open, request.getAcknowledge().getClosedLegNumbersList());
      case HEARTBEAT ->
        context.inAll(shard -> shard.submit(new Command.Contact(open.bridgeId(), open.session())), this);
      case OPEN, PAYLOAD_NOT_SET -> throw violation("payload", "must be set to a message of this version");
    }
    requestNext();
  }

  private void requireOpenFirst(StreamLegsRequest request) {
    if (!request.hasOpen()) {
      throw violation("payload", "must be open in the first message");
    }
    if (session != null) {
      throw violation("payload", "must not be open after the first message");
    }
  }

  static RuntimeException violation(String field, String rule) {
    var violations = new Violations();
    violations.add(field, rule);
    return violations.toException();
  }

  private void open(Open open) {
    var violations = new Violations();
    var checks = new RequestChecks(violations);
    checks.id("open.bridge_id", open.getBridgeId());
    checks.require(open.getSession() > 0, "open.session", "must be 1 or more");
    violations.throwIfAny();
    var outbox = new LegStreamOutbox(bridge, context.metrics(), open.getSession(),
        context.maxWaitingMessages());
    var opening = new SessionOpening(open.getBridgeId(), open.getSession(), outbox);
    session = opening;
    context.streams().add(open.getBridgeId(), this);
    context.metrics().streamOpened();
    var command = new Command.OpenSession(open.getBridgeId(), open.getSession());
    context.inAll(shard -> shard.submit(command, outcome -> opening.applied(shard, outcome))
        .thenApply(outcome -> Answer.require(outcome, Outcome.SessionOpened.class)), this, () -> opened(opening));
  }

  private synchronized void opened(SessionOpening opening) {
    opening.shardsByLeg(shardsByLeg);
    nextSequence = opening.lastDurableSequence() + 1;
    opening.outbox().open(opening.message(context.clock(), context.lease()));
    bridge.request(1);
  }

  private synchronized void events(SessionOpening open, LegEvents message) {
    long from = checkedFrom(message);
    long through = from + message.getEventsCount() - 1;
    List<Rejection> rejections = new ArrayList<>(0);
    List<List<LegEvent>> byShard = route(message, rejections);
    rejections.forEach(rejection -> context.metrics().rejected(rejection.getReason()));
    AckTracker.Batch batch = acks.begin(through, message.getEventsCount(), rejections, byShard.size());
    nextSequence = Math.max(nextSequence, through + 1);
    context.inAll(shard -> shard
        .submit(new Command.LegEvents(open.bridgeId(), open.session(), from, through, byShard.get(shard.number())))
        .thenApply(outcome -> {
          applied(open, batch, Answer.require(outcome, Outcome.EventsApplied.class));
          return outcome;
        }), this);
  }

  private long checkedFrom(LegEvents message) {
    int count = message.getEventsCount();
    if (count == 0 || count > StreamLimits.MAX_EVENTS_PER_MESSAGE) {
      throw violation("events.events", "must be 1 to " + StreamLimits.MAX_EVENTS_PER_MESSAGE + " events");
    }
    long from = message.getEvents(0).getSequence();
    for (int i = 0; i < count; i++) {
      if (from < 1 || message.getEvents(i).getSequence() != from + i) {
        throw violation("events.events[" + i + "].sequence", "must follow the sequence before it, from 1 on");
      }
    }
    if (from > nextSequence) {
      throw ApiErrors.outOfRange("SEQUENCE_GAP",
          "events " + nextSequence + " to " + (from - 1) + " are missing; open again and resend them",
          Map.of("expected_sequence", Long.toString(nextSequence)));
    }
    return from;
  }

  private List<List<LegEvent>> route(LegEvents message, List<Rejection> rejections) {
    List<List<LegEvent>> byShard = new ArrayList<>();
    context.shards().forEach(_ -> byShard.add(new ArrayList<>(0)));
    for (dev.tollbridge.v1.LegEvent event : message.getEventsList()) {
      LegEvent decoded = context.decoder().decode(event, rejections::add);
      if (decoded != null) {
        int shard = shard(decoded);
        if (shard == NO_SHARD) {
          rejections.add(Rejections.encode(new Outcome.EventRejection(decoded.sequence(), decoded.legNumber(),
              RejectionReason.UNKNOWN_LEG)));
        } else {
          byShard.get(shard).add(decoded);
        }
      }
    }
    return byShard;
  }

  private int shard(LegEvent event) {
    return switch (event) {
      case LegEvent.Answered answered -> {
        context.metrics().legAnswered();
        int shard = context.shardOf(answered.call().organizationId());
        shardsByLeg.put(answered.legNumber(), shard);
        yield shard;
      }
      case LegEvent.Ended ended -> {
        context.metrics().legEnded();
        yield (int) shardsByLeg.get(ended.legNumber());
      }
    };
  }

  private synchronized void applied(SessionOpening open, AckTracker.Batch batch, Outcome.EventsApplied applied) {
    applied.rejections().forEach(rejection -> context.metrics().rejected(rejection.reason()));
    EventsAck ack = acks.applied(batch, applied);
    if (ack != null) {
      open.outbox().send(StreamLegsResponse.newBuilder().setEventsAck(ack).build());
      if (requestHeldBack) {
        requestHeldBack = false;
        requestNext();
      }
      completeIfDone();
    }
  }

  /** Sends a whole list of active legs to every shard, in parts; an unfinished one is still being collected. */
  private void list(SessionOpening open, ActiveLegs part) {
    if (part.getThroughSequence() < 0 || part.getThroughSequence() >= nextSequence) {
      throw violation("active_legs.through_sequence", "must be 0 to " + (nextSequence - 1) + ", the last event sent");
    }
    ActiveLegList complete = open.lists().take(part);
    if (complete == null) {
      return;
    }
    var total = new ReconciliationTotal();
    context.inAll(shard -> complete.submit(open.bridgeId(), open.session(), shard, total), this,
        () -> open.outbox().send(StreamLegsResponse.newBuilder()
            .setReconciled(Reconciled.newBuilder().setMatched(total.matched()).setClosed(total.closed())).build()));
  }

  private synchronized void acknowledge(SessionOpening open, List<Long> legNumbers) {
    if (legNumbers.size() > StreamLimits.MAX_EVENTS_PER_MESSAGE) {
      throw violation("acknowledge.closed_leg_numbers",
          "must be at most " + StreamLimits.MAX_EVENTS_PER_MESSAGE + " numbers");
    }
    for (Shard shard : context.shards()) {
      List<Long> here = legNumbers.stream().filter(leg -> shardsByLeg.get(leg.longValue()) == shard.number()).toList();
      if (!here.isEmpty()) {
        context.watch(shard.submit(new Command.AcknowledgeClosings(open.bridgeId(), open.session(), here)), this);
      }
    }
    legNumbers.forEach(leg -> shardsByLeg.remove(leg.longValue()));
  }

  private synchronized void requestNext() {
    if (halfClosed) {
      return;
    }
    if (acks.eventCount() < StreamLimits.MAX_UNACKNOWLEDGED_EVENTS) {
      bridge.request(1);
    } else {
      requestHeldBack = true;
    }
  }

  private void ready() {
    SessionOpening open = session;
    if (open != null) {
      open.outbox().flush();
    }
  }

  /** Tells the bridge that the server is going away. */
  void drain() {
    SessionOpening open = session;
    if (open != null) {
      open.outbox().send(StreamLegsResponse.newBuilder().setDraining(Draining.getDefaultInstance()).build());
    }
  }

  /** Ends the stream as soon as the events under way are acknowledged; reads no more of them. */
  synchronized void endWhenAcknowledged() {
    halfClosed = true;
    completeIfDone();
  }

  @Override
  public void onError(Throwable cancelled) {
    end(null);
  }

  @Override
  public void onCompleted() {
    endWhenAcknowledged();
  }

  private void completeIfDone() {
    if (halfClosed && acks.isEmpty()) {
      end(null);
    }
  }

  /** Ends the stream, with an error or, when that is null, in peace. */
  void end(@Nullable RuntimeException error) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    SessionOpening open = session;
    if (open == null) {
      LegStreamOutbox.finish(bridge, error);
      return;
    }
    context.streams().remove(open.bridgeId(), this);
    context.shards().forEach(shard -> shard.detach(open.bridgeId(), open.outbox()));
    context.metrics().streamClosed();
    open.outbox().end(error);
  }
}
