package dev.tollbridge.simulator.load;

import dev.tollbridge.client.BridgeListener;
import dev.tollbridge.simulator.report.ChargeTicker;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.verify.BridgeAudit;
import dev.tollbridge.simulator.verify.LegAudit;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Rejection;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what one bridge hears to its audit, its statistics and its driver. */
final class LoadListener implements BridgeListener {
  private static final Logger LOG = LoggerFactory.getLogger(LoadListener.class);

  private final BridgeAudit audit;
  private final LoadStatistics statistics;
  private final ChargeTicker ticker;
  private final Acknowledgements acknowledgements;
  private final BlockingQueue<Long> disconnects;
  private final CompletableFuture<EngineClock> clock;

  LoadListener(BridgeAudit audit, LoadStatistics statistics, ChargeTicker ticker, Acknowledgements acknowledgements,
      BlockingQueue<Long> disconnects, CompletableFuture<EngineClock> clock) {
    this.audit = audit;
    this.statistics = statistics;
    this.ticker = ticker;
    this.acknowledgements = acknowledgements;
    this.disconnects = disconnects;
    this.clock = clock;
  }

  @Override
  public void opened(Opened opened, boolean reconnected) {
    clock.complete(EngineClock.anchor(opened, System.nanoTime()));
    if (reconnected) {
      statistics.reconnected();
    }
  }

  @Override
  public void acknowledged(long sequence) {
    acknowledgements.acknowledged(sequence, System.nanoTime());
  }

  @Override
  public void rejected(Rejection rejection) {
    audit.rejected(rejection);
  }

  @Override
  public void charged(Charge charge) {
    LegAudit leg = audit.openLeg(charge.getLegNumber());
    if (leg != null) {
      if (leg.isUncharged()) {
        statistics.firstCharge().record(System.nanoTime() - leg.leg().intendedNanos());
      }
      ticker.charged(leg.leg().legId(), leg.leg().planned().rated().text(), charge);
    }
    audit.charged(charge);
  }

  @Override
  public void legStatus(LegStatus status) {
    audit.status(status);
  }

  @Override
  public void disconnectRequested(DisconnectLeg request) {
    if (audit.openLeg(request.getLegNumber()) != null) {
      disconnects.add(request.getLegNumber());
    }
  }

  @Override
  public void closed(long legNumber, CallRecord record) {
    if (audit.openLeg(legNumber) != null) {
      statistics.legClosed(record);
    }
    audit.closed(legNumber, record);
  }

  @Override
  public void disconnected(Status status, Duration retryIn) {
    audit.interrupted();
    if (retryIn.isZero()) {
      LOG.warn("{} stopped for good: {}", audit.bridgeId(), StatusText.of(status));
    } else {
      LOG.warn("{} lost its stream: {}; connecting again in {} ms", audit.bridgeId(), StatusText.of(status),
          retryIn.toMillis());
    }
  }
}
