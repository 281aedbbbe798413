package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.sample.NumberReader;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charges;
import dev.tollbridge.v1.Closings;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegStatuses;
import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Reconciled;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One bridge's session: the events applied, the active legs and the closings not yet acknowledged. */
final class FakeSession {
  private final Open open;
  private final FakeServer.Behaviour behaviour;
  private final FakeBooks books;
  private final Map<Long, FakeLeg> legs = new LinkedHashMap<>();
  private final Map<Long, CallRecord> closings = new LinkedHashMap<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private @Nullable StreamObserver<StreamLegsResponse> stream;
  private long applied;
  private boolean broken;

  FakeSession(Open open, FakeServer.Behaviour behaviour, FakeBooks books) {
    this.open = open;
    this.behaviour = behaviour;
    this.books = books;
  }

  synchronized void open(StreamObserver<StreamLegsResponse> responses, Opened.Builder opened) {
    stream = responses;
    send(StreamLegsResponse.newBuilder().setOpened(opened.setLastDurableSequence(applied)));
    if (!legs.isEmpty()) {
      send(StreamLegsResponse.newBuilder().setLegStatuses(
          LegStatuses.newBuilder().addAllStatuses(legs.values().stream().map(FakeLeg::status).toList())));
    }
    closings.forEach(this::sendClosing);
  }

  synchronized void receive(StreamLegsRequest request, long nowMicros) {
    switch (request.getPayloadCase()) {
      case EVENTS -> events(request, nowMicros);
      case ACTIVE_LEGS -> {
        if (request.getActiveLegs().getComplete()) {
          send(StreamLegsResponse.newBuilder().setReconciled(Reconciled.newBuilder().setMatched(legs.size())));
        }
      }
      case ACKNOWLEDGE -> request.getAcknowledge().getClosedLegNumbersList().forEach(closings::remove);
      default -> {
      }
    }
  }

  synchronized void completed() {
    if (stream != null) {
      stream.onCompleted();
      stream = null;
    }
  }

  synchronized void replaced() {
    if (stream != null) {
      stream.onError(Status.ABORTED.withDescription("the bridge opened another stream").asException());
      stream = null;
    }
  }

  synchronized void tick(long nowMicros) {
    legs.values().forEach(leg -> charge(leg, nowMicros));
  }

  private void events(StreamLegsRequest request, long nowMicros) {
    if (stream == null) {
      return;
    }
    if (request.getEvents().getEvents(0).getSequence() > applied + 1) {
      stream.onError(Status.OUT_OF_RANGE.withDescription("gap").asException());
      stream = null;
      return;
    }
    rejections.clear();
    request.getEvents().getEventsList().stream().filter(event -> event.getSequence() > applied)
        .forEach(event -> apply(event, nowMicros));
    if (!broken && behaviour.breaksAfter() > 0 && applied >= behaviour.breaksAfter()) {
      broken = true;
      stream.onError(Status.UNAVAILABLE.withDescription("cut").asException());
      stream = null;
    }
    send(StreamLegsResponse.newBuilder()
        .setEventsAck(EventsAck.newBuilder().setSequence(applied).addAllRejections(rejections)));
  }

  private void apply(LegEvent event, long nowMicros) {
    long legNumber = event.getLegNumber();
    applied = event.getSequence();
    if (event.hasEnded() && !legs.containsKey(legNumber)) {
      rejections.add(Rejection.newBuilder().setSequence(applied).setLegNumber(legNumber)
          .setReason(RejectionReason.REJECTION_REASON_UNKNOWN_LEG).build());
      return;
    }
    if (event.hasEnded()) {
      CallRecord record = Objects.requireNonNull(legs.remove(legNumber)).close(event.getEnded());
      books.closed(record, nowMicros);
      closings.put(legNumber, record);
      sendClosing(legNumber, record);
      return;
    }
    if (NumberReader.dialled(event.getAnswered().getRemoteNumber()).digits().isEmpty()) {
      rejections.add(Rejection.newBuilder().setSequence(applied).setLegNumber(legNumber)
          .setReason(RejectionReason.REJECTION_REASON_INVALID_FIELD).setMessage("remote_number").build());
      return;
    }
    boolean denied = behaviour.denies().test(legNumber);
    FakeLeg leg = new FakeLeg(open.getBridgeId(), open.getSession(), legNumber, event.getAnswered(), denied);
    legs.put(legNumber, leg);
    charge(leg, nowMicros);
    if (denied) {
      send(StreamLegsResponse.newBuilder().setDisconnectLeg(
          DisconnectLeg.newBuilder().setLegNumber(legNumber).setReason(DenialReason.DENIAL_REASON_NO_CREDIT)));
    }
  }

  private void charge(FakeLeg leg, long nowMicros) {
    while (leg.isDue(nowMicros)) {
      Charges charges = Charges.newBuilder().addAllCharges(behaviour.charges().apply(leg.charge())).build();
      if (charges.getChargesCount() > 0) {
        send(StreamLegsResponse.newBuilder().setCharges(charges));
      }
    }
  }

  private void sendClosing(long legNumber, CallRecord record) {
    send(StreamLegsResponse.newBuilder().setClosings(Closings.newBuilder().addClosings(
        LegClosed.newBuilder().setLegNumber(legNumber).setRecord(record))));
  }

  private void send(StreamLegsResponse.Builder response) {
    if (stream != null) {
      stream.onNext(response.build());
    }
  }
}
