package dev.tollbridge.simulator.load;

import dev.tollbridge.client.BridgeListener;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.report.ChargeTicker;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.report.ResponseKind;
import dev.tollbridge.simulator.verify.BridgeAudit;
import dev.tollbridge.simulator.verify.LegAudit;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Rejection;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes what one bridge receives to its audit, its statistics and its driver. */
final class LoadListener implements BridgeListener {
  private static final Logger LOG = LoggerFactory.getLogger(LoadListener.class);

  private final LiveBridge bridge;
  private final BridgeAudit audit;
  private final LoadStatistics statistics;
  private final ChargeTicker ticker;
  private final FaultCounts faults;
  private final Consumer<Opened> anchor;
  private final ChargeTimes times;
  private final Consumer<Status> lineLost;
  private final Set<Long> toHangUp = new HashSet<>();

  /**
   * @param anchor receives the server's first message of each stream
   * @param lineLost receives the status with which the stream was lost, before the client connects again
   */
  LoadListener(LiveBridge bridge, LoadStatistics statistics, ChargeTicker ticker, FaultCounts faults,
      Consumer<Opened> anchor, ChargeTimes times, Consumer<Status> lineLost) {
    this.bridge = bridge;
    this.audit = bridge.audit();
    this.statistics = statistics;
    this.ticker = ticker;
    this.faults = faults;
    this.anchor = anchor;
    this.times = times;
    this.lineLost = lineLost;
  }

  @Override
  public void opened(Opened opened, boolean reconnected) {
    anchor.accept(opened);
    audit.opened(EngineTime.micros(opened.getServerTime()));
    if (reconnected) {
      statistics.reconnected();
    }
  }

  @Override
  public void acknowledged(long sequence) {
    bridge.acknowledgements().acknowledged(sequence, System.nanoTime());
  }

  @Override
  public void rejected(Rejection rejection) {
    statistics.count(ResponseKind.REJECTION, rejection.getReason().name());
    LegAudit leg = audit.openLeg(rejection.getLegNumber());
    if (leg != null && leg.ending(leg.leg().answerMicros(), "refused")) {
      statistics.legEnded();
    }
    if (audit.rejected(rejection)) {
      faults.add(FaultCounts.Kind.REFUSED);
    }
  }

  @Override
  public void notice(Notice notice) {
    statistics.count(ResponseKind.NOTICE, notice.getReason().name());
  }

  @Override
  public void charged(Charge charge) {
    LegAudit leg = audit.openLeg(charge.getLegNumber());
    if (leg != null) {
      ticker.charged(leg.leg().legId(), leg.leg().planned().rated().text(), charge);
    }
    hear(leg, () -> audit.charged(charge));
  }

  @Override
  public void legStatus(LegStatus status) {
    hear(audit.openLeg(status.getLegNumber()), () -> audit.status(status));
  }

  @Override
  public void disconnectRequested(DisconnectLeg request) {
    statistics.count(ResponseKind.DISCONNECT, request.getReason().name());
    LegAudit leg = audit.openLeg(request.getLegNumber());
    if (leg != null && toHangUp.add(request.getLegNumber())) {
      times.disconnectRequested(leg, request, System.nanoTime());
    }
    if (audit.disconnectRequested(request.getLegNumber())) {
      bridge.disconnects().add(request.getLegNumber());
    }
  }

  @Override
  public void closed(long legNumber, CallRecord record) {
    LegAudit leg = audit.openLeg(legNumber);
    if (leg != null) {
      statistics.legClosed(record);
    }
    toHangUp.remove(legNumber);
    hear(leg, () -> audit.closed(legNumber, record));
  }

  /** Applies a message; the leg's minutes that it adds count as received now, however long ago they were charged. */
  private void hear(@Nullable LegAudit leg, Runnable take) {
    int heardBefore = leg == null ? 0 : leg.minutes();
    take.run();
    if (leg != null) {
      times.heard(leg, heardBefore, System.nanoTime());
    }
  }

  @Override
  public void disconnected(Status status, Duration retryIn) {
    statistics.count(ResponseKind.STREAM, status.getCode().name());
    audit.interrupted();
    lineLost.accept(status);
    if (retryIn.isZero()) {
      LOG.warn("{} stopped for good: {}", audit.bridgeId(), StatusText.of(status));
    } else {
      LOG.warn("{} lost its stream: {}; connecting again in {} ms", audit.bridgeId(), StatusText.of(status),
          retryIn.toMillis());
    }
  }
}
