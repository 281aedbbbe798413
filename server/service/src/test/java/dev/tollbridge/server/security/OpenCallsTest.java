package dev.tollbridge.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.server.metrics.ServerMetrics;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Open calls end with their token, and when they keep the server waiting. */
final class OpenCallsTest {
  private final OpenCalls calls = new OpenCalls(new ServerMetrics(new SimpleMeterRegistry()));
  private final AtomicReference<List<AccessToken>> tokens = new AtomicReference<>(List.of(token(0)));
  private final AtomicLong nowMicros = new AtomicLong(1);
  private final TokenDirectory directory = new TokenDirectory();

  OpenCallsTest() {
    directory.follow(tokens::get, nowMicros::get);
  }

  private static AccessToken token(long revokeMicros) {
    return new AccessToken("t", "ops", "VIEWER", "", List.of(), "", "a1", 0, 10, revokeMicros);
  }

  /** A call that waits for its first message since the beginning, or has sent it. */
  private static final class Call implements OpenCalls.Entry {
    private final @Nullable String tokenId;
    private final boolean waits;
    private boolean unread;
    private boolean heldUp;
    private Status.@Nullable Code end;

    Call(@Nullable String tokenId, boolean waits) {
      this.tokenId = tokenId;
      this.waits = waits;
    }

    @Override
    public @Nullable String tokenId() {
      return tokenId;
    }

    @Override
    public String account() {
      return "ops";
    }

    @Override
    public boolean waitsSince(long nanos) {
      return waits && nanos > 0;
    }

    @Override
    public boolean isHeldUpSince(long nanos) {
      return heldUp && nanos > 0;
    }

    @Override
    public boolean isUnreadSince(long nanos) {
      return unread && nanos > 0;
    }

    @Override
    public void refuse(StatusRuntimeException error) {
      end = error.getStatus().getCode();
    }
  }

  private Call opened(@Nullable String tokenId, boolean waits) {
    var call = new Call(tokenId, waits);
    calls.add(call);
    return call;
  }

  @Test
  void endWithARevokedToken() {
    Call call = opened("t", false);
    Call other = opened(null, false);
    calls.check(directory, 0);
    assertThat(call.end).isNull();
    tokens.set(List.of(token(1)));
    directory.refresh();
    calls.check(directory, 0);
    assertThat(call.end).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(other.end).isNull();
  }

  @Test
  void endWithAnExpiredToken() {
    Call call = opened("t", false);
    nowMicros.set(9);
    calls.check(directory, 0);
    assertThat(call.end).isNull();
    nowMicros.set(10);
    calls.check(directory, 0);
    assertThat(call.end).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void endWithoutAFirstMessage() {
    Call silent = opened(null, true);
    Call begun = opened(null, false);
    calls.check(directory, OpenCalls.FIRST_MESSAGE_NANOS);
    assertThat(silent.end).isNull();
    calls.check(directory, OpenCalls.FIRST_MESSAGE_NANOS + 1);
    assertThat(silent.end).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(begun.end).isNull();
  }

  @Test
  void endWithoutAReader() {
    Call call = opened(null, false);
    call.unread = true;
    calls.check(directory, OpenCalls.UNREAD_NANOS);
    assertThat(call.end).isNull();
    calls.check(directory, OpenCalls.UNREAD_NANOS + 1);
    assertThat(call.end).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void endSoonerWhileTheirConnectionIsNotRead() {
    Call paused = opened(null, true);
    paused.heldUp = true;
    Call other = opened(null, true);
    calls.check(directory, OpenCalls.HURRIED_NANOS);
    assertThat(paused.end).isNull();
    calls.check(directory, OpenCalls.HURRIED_NANOS + 1);
    assertThat(paused.end).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(other.end).isNull();
  }

  @Test
  void areForgottenWhenTheyEnd() {
    calls.enter("ops", 1);
    Call call = opened("t", true);
    assertThatThrownBy(() -> calls.enter("ops", 1)).hasMessageContaining("RESOURCE_EXHAUSTED");
    calls.enter("others", 1);
    calls.remove(call);
    calls.remove(call);
    assertThat(calls.count()).isZero();
    calls.enter("ops", 1);
    assertThatThrownBy(() -> calls.enter("ops", 1)).hasMessageContaining("1 calls open");
  }
}
