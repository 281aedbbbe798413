package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LegEvent.Answered;
import dev.tollbridge.core.engine.LegEvent.Ended;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.engine.RejectionReason;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.rpc.Violations;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.v1.Draining;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegEvents;
import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.Reconciled;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One bridge's open stream: checks its messages, passes them to the shards and acknowledges what is on disk.
 *
 * <p>Requests arrive one at a time on a gRPC thread, outcomes on the shards' applying threads. What both touch is
 * guarded by this object, only for moments: events are decoded and records read outside, because an applying thread
 * must never wait for that. Locks are taken in the order shard, stream, outbox. The next request is asked for once the
 * one before has been passed on and few enough are in flight, so a fast bridge is slowed down and never cut off.
 */
final class LegStream implements StreamObserver<StreamLegsRequest> {
  private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);

  private final StreamContext context;
  private final ServerCallStreamObserver<StreamLegsResponse> bridge;
  /** Whose stream it is. */
  private final Caller caller = Caller.current();
  private final AckTracker acks = new AckTracker();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable SessionOpening session;
  private long nextSequence;
  private int repeatedInARow;
  /** The events so far are applied, also the ends of legs that had to be looked for. */
  private CompletableFuture<?> eventsApplied = DONE;
  private int messagesUnderWay;
  private boolean requestHeldBack;
  private boolean halfClosed;

  LegStream(StreamContext context, ServerCallStreamObserver<StreamLegsResponse> bridge) {
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
      if (!closed.get()) {
        dispatch(request);
      }
    } catch (RuntimeException failure) {
      end(Statuses.of(failure));
    }
  }

  private void dispatch(StreamLegsRequest request) {
    SessionOpening open = session;
    if (open == null || request.hasOpen()) {
      requireOpenFirst(request);
      open(request.getOpen(), time(request));
      return;
    }
    switch (request.getPayloadCase()) {
      case EVENTS -> events(open, request.getEvents(), time(request));
      case ACTIVE_LEGS -> list(open, open.lists().add(request.getActiveLegs(), nextSequence - 1));
      case ACKNOWLEDGE -> acknowledge(open, request.getAcknowledge().getClosedLegNumbersList());
      case HEARTBEAT -> heartbeat(open, time(request));
      case OPEN, PAYLOAD_NOT_SET -> throw Violations.of("payload", "must be set to a message of this version");
    }
    requestNext();
  }

  /** What the message names as the bridge's time. */
  private static long time(StreamLegsRequest request) {
    return request.hasClockTime() && Times.isValid(request.getClockTime())
        ? Times.micros(request.getClockTime())
        : BridgeClock.NO_TIME;
  }

  private void heartbeat(SessionOpening open, long timeMicros) {
    if (open.clock().heard(timeMicros, BridgeClock.NO_TIME)) {
      followClock(open);
    } else {
      inAll(shard -> shard.submit(new Command.Contact(open.bridgeId(), open.session())), () -> {});
    }
  }

  /** Has the session's legs follow the bridge's clock; a sign of life, too. */
  private void followClock(SessionOpening open) {
    var command = new Command.BridgeClock(open.bridgeId(), open.session(), open.clock().behindMicros());
    inAll(shard -> shard.submit(command), () -> {});
  }

  private void requireOpenFirst(StreamLegsRequest request) {
    if (!request.hasOpen()) {
      throw Violations.of("payload", "must be open in the first message");
    }
    if (session != null) {
      throw Violations.of("payload", "must not be open after the first message");
    }
  }

  private void open(Open open, long timeMicros) {
    RequestChecks.check(checks -> {
      checks.id("open.bridge_id", open.getBridgeId());
      checks.require(open.getSession() > 0, "open.session", "must be 1 or more");
      checks.require(open.getStream() > 0, "open.stream", "must be 1 or more");
    });
    var command = opening(open);
    String ownerBefore = context.router().first().read(engine -> engine.bridgeOwner(open.getBridgeId()));
    var outbox = new LegStreamOutbox(bridge, caller, context.metrics(), open.getSession(),
        context.settings().maxWaitingMessages(), this::end);
    var clock = new BridgeClock(context.clock(), context.metrics(), open.getBridgeId());
    var _ = clock.heard(timeMicros, BridgeClock.NO_TIME);
    var opening = new SessionOpening(open.getBridgeId(), open.getSession(), outbox, clock);
    session = opening;
    context.metrics().streamOpened();
    boolean replaces = context.streams().add(open.getBridgeId(), open.getSession(), open.getStream(), this);
    inAll(shard -> shard.submit(command, outcome -> opening.applied(shard, outcome))
        .thenApply(outcome -> Statuses.require(outcome, Outcome.SessionOpened.class)), () -> {
          context.takeovers().opened(open.getBridgeId(), open.getSession(), StreamHolder.of(caller), ownerBefore,
              replaces);
          opened(opening);
        });
  }

  /** The command that opens the session, if the caller may: before that, nothing of another's stream is touched. */
  private Command.OpenSession opening(Open open) {
    caller.requireBridge(open.getBridgeId());
    var command = new Command.OpenSession(open.getBridgeId(), open.getSession(), caller.owner(),
        caller.ownsItsBridge());
    Refusal refusal = context.router().first().read(engine -> engine.refusal(command));
    if (refusal != null) {
      throw Statuses.of(refusal);
    }
    requireOwnLegs(open.getBridgeId());
    return command;
  }

  /** Who opens a bridge id can end all its legs. */
  private void requireOwnLegs(String bridgeId) {
    if (caller.isBound() && context.shards().stream()
        .anyMatch(shard -> shard.read(engine -> engine.carriesOthers(bridgeId, caller::mayUse)))) {
      throw caller.refusalOfOthersLegs(bridgeId);
    }
  }

  private void opened(SessionOpening opening) {
    // again: others may have been answered in the meantime
    requireOwnLegs(opening.bridgeId());
    opening.continueClock();
    if (opening.showsClock()) {
      followClock(opening);
    }
    nextSequence = opening.lastDurableSequence() + 1;
    opening.outbox().open(opening.message(context.clock(), context.settings()));
    requestNext();
  }

  /** Does something in every shard, then {@code done}; a failure ends the stream. */
  private void inAll(Function<Shard, CompletableFuture<?>> work, Runnable done) {
    synchronized (this) {
      messagesUnderWay++;
    }
    context.inAll(work, this, () -> {
      done.run();
      answered();
    });
  }

  private synchronized void answered() {
    messagesUnderWay--;
    if (requestHeldBack) {
      requestHeldBack = false;
      requestNext();
    }
    completeIfDone();
  }

  private void events(SessionOpening open, LegEvents message, long timeMicros) {
    long from = checkedFrom(message);
    long through = from + message.getEventsCount() - 1;
    limitRepeated(from, through);
    RoutedEvents events = route(open, message);
    if (open.clock().heard(timeMicros, events.newestMicros())) {
      followClock(open);
    }
    events.add(open.clock().takeNotice());
    events.rejections().forEach(rejection -> context.metrics().rejected(rejection.getReason()));
    events.notices().forEach(notice -> context.metrics().noticed(notice.getReason()));
    AckTracker.Batch batch = begin(through, message.getEventsCount(), events);
    nextSequence = Math.max(nextSequence, through + 1);
    var done = new CompletableFuture<Void>();
    eventsApplied = CompletableFuture.allOf(eventsApplied, done);
    inAll(shard -> {
      List<dev.tollbridge.core.engine.LegEvent> here = events.ofShard(shard.number());
      return shard
          .submit(new Command.LegEvents(open.bridgeId(), open.session(), from, through, here),
              outcome -> open.outbox().carried().addAnswered(shard, here, outcome))
          .thenCompose(outcome -> applied(open, batch, shard, here,
              Statuses.require(outcome, Outcome.EventsApplied.class)));
    }, () -> done.complete(null));
  }

  private synchronized AckTracker.Batch begin(long through, int count, RoutedEvents events) {
    return acks.begin(through, count, events, context.shards().size());
  }

  private long checkedFrom(LegEvents message) {
    int count = message.getEventsCount();
    if (count == 0 || count > StreamLimits.MAX_EVENTS_PER_MESSAGE) {
      throw Violations.of("events.events", "must be 1 to " + StreamLimits.MAX_EVENTS_PER_MESSAGE + " events");
    }
    long from = message.getEvents(0).getSequence();
    for (int i = 0; i < count; i++) {
      if (from < 1 || message.getEvents(i).getSequence() != from + i) {
        throw Violations.of("events.events[" + i + "].sequence", "must follow the sequence before it, from 1 on");
      }
    }
    if (from > nextSequence) {
      throw ApiErrors.outOfRange("SEQUENCE_GAP",
          "events " + nextSequence + " to " + (from - 1) + " are missing; open again and resend them",
          Map.of("expected_sequence", Long.toString(nextSequence)));
    }
    return from;
  }

  /** Each repeated event is looked up in the records; a bridge that lost its place would keep the server busy. */
  private void limitRepeated(long from, long through) {
    repeatedInARow = through < nextSequence ? repeatedInARow + (int) (through - from + 1) : 0;
    if (repeatedInARow > StreamLimits.MAX_REPEATED_EVENTS) {
      throw ApiErrors.resourceExhausted("TOO_MANY_REPEATED_EVENTS",
          "the bridge sent more than " + StreamLimits.MAX_REPEATED_EVENTS + " events in a row that are on disk; open"
              + " again and send from the sequence after last_durable_sequence",
          Map.of("max_repeated_events", Integer.toString(StreamLimits.MAX_REPEATED_EVENTS), "expected_sequence",
              Long.toString(nextSequence)));
    }
  }

  /** Skips events that this stream has already forwarded, or that every shard had when it was opened. */
  private RoutedEvents route(SessionOpening open, LegEvents message) {
    var events = new RoutedEvents(context, open.session(), caller);
    for (LegEvent event : message.getEventsList()) {
      if (event.getSequence() < nextSequence) {
        events.addRepeated(event);
      } else {
        events.add(event);
      }
    }
    return events;
  }

  /** A shard has the batch. The last shard to have it waits for the legs of late ends. */
  private CompletableFuture<?> applied(SessionOpening open, AckTracker.Batch batch, Shard shard,
      List<dev.tollbridge.core.engine.LegEvent> events, Outcome.EventsApplied applied) {
    for (Outcome.EventRejection rejection : applied.rejections()) {
      if (rejection.reason() != RejectionReason.UNKNOWN_LEG) {
        context.metrics().rejected(Rejections.reason(rejection.reason()));
      }
    }
    countNotices(shard, events, applied);
    synchronized (this) {
      if (!acks.applied(batch, shard.number(), events, applied)) {
        return DONE;
      }
    }
    List<LateEnd> late = batch.lateEnds();
    if (late.isEmpty()) {
      settle(open, batch, FoundEnds.NONE);
      return DONE;
    }
    return context.pastClosings().find(open.bridgeId(), open.session(), late).thenApply(found -> found.of(caller))
        .thenCompose(found -> endElsewhere(open, batch, found));
  }

  private void countNotices(Shard shard, List<? extends dev.tollbridge.core.engine.LegEvent> events,
      Outcome.EventsApplied applied) {
    var noticed = new EventsInOrder(events);
    for (Outcome.EventNotice notice : applied.notices()) {
      context.metrics().noticed(Notices.reason(notice.reason()));
      FreeReason unpriced = Notices.unpriced(notice.reason());
      if (unpriced != null && noticed.next(notice.sequence()) instanceof Answered answered) {
        shard.reportUnpriced(answered.call(), unpriced);
      }
    }
  }

  /**
   * Ends the legs that are active in another shard than that of the organization that their ends name. If the server
   * stops before, these legs are missing in the list that the bridge sends next, and are closed by that.
   */
  private CompletableFuture<?> endElsewhere(SessionOpening open, AckTracker.Batch batch, FoundEnds found) {
    var ended = found.activeByShard().entrySet().stream().map(each -> {
      Shard shard = context.shards().get(each.getKey());
      return shard.submit(new Command.EndLegs(open.bridgeId(), open.session(), each.getValue()))
          .thenAccept(outcome -> ended(batch, shard, each.getValue(),
              Statuses.require(outcome, Outcome.EventsApplied.class)));
    }).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(ended).thenRun(() -> settle(open, batch, found));
  }

  private void ended(AckTracker.Batch batch, Shard shard, List<Ended> ends, Outcome.EventsApplied applied) {
    countNotices(shard, ends, applied);
    synchronized (this) {
      acks.notice(batch, ends, applied);
    }
  }

  private synchronized void settle(SessionOpening open, AckTracker.Batch batch, FoundEnds found) {
    acks.settle(batch, found.known())
        .forEach(end -> context.metrics().rejected(end.rejection().getReason()));
    found.closings().values().stream().distinct().forEach(open.outbox()::closedBefore);
    acks.drainDue().forEach(ack -> open.outbox().send(StreamLegsResponse.newBuilder().setEventsAck(ack).build()));
  }

  /**
   * Sends a whole list of active legs to every shard, in parts; an incomplete one is still being collected. Ends that
   * were reported before come first: the list lacks their legs.
   */
  private void list(SessionOpening open, @Nullable ActiveLegList complete) {
    if (complete == null) {
      return;
    }
    var total = new ReconciliationTotal();
    CompletableFuture<?> before = eventsApplied;
    inAll(shard -> before.thenCompose(_ -> complete.submit(open.bridgeId(), open.session(), shard, total, closed::get)),
        () -> open.outbox().send(StreamLegsResponse.newBuilder()
            .setReconciled(Reconciled.newBuilder().setMatched(total.matched()).setClosed(total.closed())).build()));
  }

  /** Goes to every shard: a number costs each a few bytes of its log, and bridges need not remember who paid. */
  private void acknowledge(SessionOpening open, List<Long> legNumbers) {
    if (legNumbers.size() > StreamLimits.MAX_EVENTS_PER_MESSAGE) {
      throw Violations.of("acknowledge.closed_leg_numbers",
          "must be at most " + StreamLimits.MAX_EVENTS_PER_MESSAGE + " numbers");
    }
    var command = new Command.AcknowledgeClosings(open.bridgeId(), open.session(), legNumbers);
    inAll(shard -> shard.submit(command), () -> {});
  }

  private synchronized void requestNext() {
    if (halfClosed) {
      return;
    }
    if (acks.eventCount() < StreamLimits.MAX_UNACKNOWLEDGED_EVENTS
        && messagesUnderWay < StreamLimits.MAX_MESSAGES_UNDER_WAY) {
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

  /** Sends the bridge a sign of life if it was sent nothing since the last call. */
  void sayAlive() {
    SessionOpening open = session;
    if (open != null) {
      try {
        open.outbox().sayAlive(System.nanoTime());
      } catch (RuntimeException failure) {
        end(Statuses.of(failure));
      }
    }
  }

  /** Notifies the bridge that the server is going away. */
  void drain() {
    SessionOpening open = session;
    if (open != null) {
      open.outbox().send(StreamLegsResponse.newBuilder().setDraining(Draining.getDefaultInstance()).build());
    }
  }

  /** Ends the stream once the messages in flight are answered; reads no more. */
  synchronized void endWhenAnswered() {
    halfClosed = true;
    completeIfDone();
  }

  @Override
  public void onError(Throwable cancelled) {
    end(null);
  }

  @Override
  public void onCompleted() {
    endWhenAnswered();
  }

  private void completeIfDone() {
    if (halfClosed && messagesUnderWay == 0) {
      close(LegStreamOutbox::complete, null);
    }
  }

  /** Ends the stream immediately, with an error or, when that is null, because the bridge is gone. */
  void end(@Nullable RuntimeException error) {
    close(outbox -> outbox.end(error), error);
  }

  /** The outbox first: once it has ended, no shard can be attached to it. */
  private void close(Consumer<LegStreamOutbox> ending, @Nullable RuntimeException error) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    SessionOpening open = session;
    if (open == null) {
      LegStreamOutbox.finish(bridge, error);
      return;
    }
    ending.accept(open.outbox());
    open.clock().close();
    context.streams().remove(open.bridgeId(), this);
    context.shards().forEach(shard -> shard.detach(open.bridgeId(), open.outbox()));
    context.metrics().streamClosed();
  }
}
