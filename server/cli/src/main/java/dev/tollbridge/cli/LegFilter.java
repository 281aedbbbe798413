package dev.tollbridge.cli;

import com.google.protobuf.util.Timestamps;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.Leg;
import dev.tollbridge.v1.LegState;
import dev.tollbridge.v1.ListLegsRequest;
import dev.tollbridge.v1.ListLegsResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that say which active legs are meant. */
final class LegFilter {
  private static final Comparator<Leg> BY_ANSWER = Comparator.comparing(Leg::getAnswerTime, Timestamps.comparator());

  @Parameters(paramLabel = "ORG", arity = "0..1", description = "Only this organization's. Default: all.")
  @Nullable
  String organization;

  @Option(names = "--bridge", paramLabel = "BRIDGE", defaultValue = "", description = "Only this bridge's.")
  String bridge = "";

  @Option(names = "--conference", paramLabel = "ID", defaultValue = "", description = "Only of this conference.")
  String conference = "";

  @Option(names = "--call-type", paramLabel = "toll|tollfree|dialout", converter = CallTypeName.class,
      description = "Only of this type.")
  @Nullable
  CallType callType;

  @Option(names = "--state", paramLabel = "STATE", description = "Only in this state: ${COMPLETION-CANDIDATES}.")
  @Nullable
  StateName state;

  /** States, as people name them. */
  enum StateName {
    CHARGING(LegState.LEG_STATE_CHARGING), PAUSED(LegState.LEG_STATE_PAUSED), FREE(LegState.LEG_STATE_FREE),
    DISCONNECTING(LegState.LEG_STATE_DISCONNECTING), DENIED(LegState.LEG_STATE_DENIED);

    private final LegState state;

    StateName(LegState state) {
      this.state = state;
    }

    @Override
    public String toString() {
      return Shown.constant(state, "LEG_STATE_");
    }
  }

  private ListLegsRequest.Builder request() {
    var request = ListLegsRequest.newBuilder().setBridgeId(bridge).setConferenceId(conference)
        .setOrganizationId(organization == null ? "" : organization).setPageSize(Api.PAGE_SIZE);
    if (callType != null) {
      request.setCallType(callType);
    }
    if (state != null) {
      request.setState(state.state);
    }
    return request;
  }

  /** The legs as they arrive. */
  Iterable<Leg> legs(Api api) {
    return legs(api, request());
  }

  static Iterable<Leg> legs(Api api, ListLegsRequest.Builder request) {
    return Api.pages(token -> api.legs().listLegs(request.setPageToken(token).build()), ListLegsResponse::getLegsList,
        ListLegsResponse::getNextPageToken);
  }

  /** The legs in the order of their answers, unless there are more than a page has. */
  static Iterable<Leg> inOrder(Iterable<Leg> legs) {
    Iterator<Leg> all = legs.iterator();
    List<Leg> first = new ArrayList<>();
    while (first.size() < Api.PAGE_SIZE && all.hasNext()) {
      first.add(all.next());
    }
    if (!all.hasNext()) {
      first.sort(BY_ANSWER);
      return first;
    }
    Iterator<Leg> begin = first.iterator();
    return () -> new Iterator<>() {
      @Override
      public boolean hasNext() {
        return begin.hasNext() || all.hasNext();
      }

      @Override
      public Leg next() {
        return begin.hasNext() ? begin.next() : all.next();
      }
    };
  }
}
