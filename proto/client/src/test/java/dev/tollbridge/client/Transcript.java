package dev.tollbridge.client;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CreditWarning;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Reconciled;
import dev.tollbridge.v1.Rejection;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A listener that records what it is called with, a line each. */
class Transcript implements BridgeListener {

  final List<String> lines = new ArrayList<>();
  final List<Duration> retries = new ArrayList<>();

  @Override
  public void opened(Opened opened, boolean reconnected) {
    lines.add(reconnected ? "reopened" : "opened");
  }

  @Override
  public void acknowledged(long sequence) {
    lines.add("acknowledged " + sequence);
  }

  @Override
  public void rejected(Rejection rejection) {
    lines.add("rejected " + rejection.getSequence());
  }

  @Override
  public void notice(Notice notice) {
    lines.add("notice " + notice.getSequence());
  }

  @Override
  public void charged(Charge charge) {
    lines.add("charged " + charge.getLegNumber());
  }

  @Override
  public void legStatus(LegStatus status) {
    lines.add("status " + status.getLegNumber());
  }

  @Override
  public void creditWarning(CreditWarning warning) {
    lines.add("warning " + warning.getOrganizationId());
  }

  @Override
  public void disconnectRequested(DisconnectLeg request) {
    lines.add("disconnect " + request.getLegNumber());
  }

  @Override
  public void closed(long legNumber, CallRecord record) {
    lines.add("closed " + legNumber);
  }

  @Override
  public void reconciled(Reconciled reconciled) {
    lines.add("reconciled " + reconciled.getMatched());
  }

  @Override
  public void draining() {
    lines.add("draining");
  }

  @Override
  public void disconnected(Status status, Duration retryIn) {
    lines.add("disconnected " + status.getCode() + (retryIn.isZero() ? " for good" : ""));
    retries.add(retryIn);
  }
}
