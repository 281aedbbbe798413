package dev.tollbridge.server.security;

import com.google.protobuf.Message;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.RefusableCall;
import dev.tollbridge.server.worker.Failures;
import dev.tollbridge.server.worker.Worker;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls in: finds out who calls, once a call, and whether the table allows it. Afterwards the caller is {@link
 * Caller#current()}, and a stream whose token is revoked or expires ends within a second.
 *
 * <p>An <em>open</em> server asks for no identity and allows everything.
 */
public final class AccessControl implements ServerInterceptor, AutoCloseable {
  /** Open calls of one identity. */
  static final int MAX_CALLS = 2_000;
  /** Those of one address on a server that asks for no identity: all that there is on its machine. */
  static final int MAX_CALLS_OF_OPEN_ADDRESS = 12_000;
  /** Those of one address that need no identity. */
  static final int MAX_CALLS_OF_STRANGERS = 100;

  private static final Duration CHECK_PERIOD = Duration.ofMillis(1_000 / PeerConnections.PERIODS_PER_SECOND);
  /**
   * Messages that wait to be handled may take a sixteenth of the heap's size, and as much of what nobody reads. Buffers
   * take several times as much, and Netty's direct memory is as large as the heap.
   */
  private static final int MEMORY_PART = 16;

  private final boolean isOpen;
  private final TokenDirectory tokens;
  private final Authenticator authenticator;
  private final MessageBytes messageBytes = new MessageBytes();
  /** What is asked of it when the server has ended is dropped. */
  private final ExecutorService decisions = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
      new LinkedBlockingQueue<>(), Thread.ofPlatform().name("peer-limits").daemon().factory(),
      new ThreadPoolExecutor.DiscardPolicy());
  private final PeerConnections connections;
  private final OpenCalls open;
  private final Worker watch;

  private AccessControl(boolean isOpen, TokenDirectory tokens, ServerMetrics metrics) {
    this.isOpen = isOpen;
    this.tokens = tokens;
    authenticator = new Authenticator(tokens);
    long maxBytes = Runtime.getRuntime().maxMemory() / MEMORY_PART;
    connections = new PeerConnections(metrics, System::nanoTime, maxBytes, decisions);
    open = new OpenCalls(metrics);
    metrics.showRefusals(AccessRefusal.values());
    metrics.showLimits(PeerLimit.values());
    watch = Worker.start("access-watch", () -> {
      check();
      return CHECK_PERIOD;
    }, Failures.retry("check of open calls' tokens", CHECK_PERIOD, () -> {}));
  }

  /** Allows everybody everything. */
  public static AccessControl open(TokenDirectory tokens, ServerMetrics metrics) {
    return new AccessControl(true, tokens, metrics);
  }

  /** Allows what the table allows those who have a token or a known certificate. */
  public static AccessControl identified(TokenDirectory tokens, ServerMetrics metrics) {
    return new AccessControl(false, tokens, metrics);
  }

  /** Whether the table has a row for a method, by its full name. */
  public static boolean isListed(String method) {
    return Permissions.has(method);
  }

  public boolean isOpen() {
    return isOpen;
  }

  public TokenDirectory tokens() {
    return tokens;
  }

  private void check() {
    // first: what waits for it must not wait for a shard
    connections.check();
    tokens.refresh();
    open.check(tokens, System.nanoTime());
  }

  /** The connections of the port that this protects. */
  public PeerConnections connections() {
    return connections;
  }

  /** Counts what calls hold in memory. */
  public MessageBytes messageBytes() {
    return messageBytes;
  }

  /** Why somebody may not read metrics; null when it may. */
  public @Nullable String metricsRefusal(Credentials shown) {
    if (isOpen) {
      return null;
    }
    try {
      Permissions.of(Permissions.METRICS_PAGE).require(authenticator.identify(shown).caller());
      return null;
    } catch (AccessRefusedException refusal) {
      open.refused(refusal, shown.peer(), Permissions.METRICS_PAGE);
      return refusal.getMessage();
    }
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
      ServerCallHandler<Q, A> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    PeerConnection connection = PeerConnection.of(call.getAttributes());
    RefusableCall<Q, A> refusable = RefusableCall.of(connection == null ? call : new PacedCall<>(call, connection));
    try {
      Permission permission = Permissions.of(method);
      Identity identity = identify(permission, call, headers);
      introduce(connection, identity);
      permission.require(identity.caller());
      return admit(refusable, headers, next, permission, identity);
    } catch (AccessRefusedException refusal) {
      open.refused(refusal, Credentials.peer(call.getAttributes()), method);
      return refused(refusable, refusal.toStatus());
    } catch (StatusRuntimeException limit) {
      return refused(refusable, limit);
    }
  }

  private static <Q> ServerCall.Listener<Q> refused(RefusableCall<Q, ?> call, StatusRuntimeException error) {
    call.refuse(error);
    return new ServerCall.Listener<>() {
    };
  }

  private Identity identify(Permission permission, ServerCall<?, ?> call, Metadata headers) {
    return isOpen || permission.isPublic()
        ? new Identity(Caller.open(Credentials.peer(call.getAttributes())), null)
        : authenticator.identify(Credentials.of(call.getAttributes(), headers));
  }

  private void introduce(@Nullable PeerConnection connection, Identity identity) {
    if (connection != null && (isOpen || identity.tokenId() != null)) {
      connection.identified();
    } else if (connection != null) {
      connection.called(System.nanoTime());
    }
  }

  private int maxCalls(Identity identity) {
    if (identity.tokenId() != null) {
      return MAX_CALLS;
    }
    return isOpen ? MAX_CALLS_OF_OPEN_ADDRESS : MAX_CALLS_OF_STRANGERS;
  }

  private <Q, A> ServerCall.Listener<Q> admit(RefusableCall<Q, A> call, Metadata headers,
      ServerCallHandler<Q, A> next, Permission permission, Identity identity) {
    Context context = Context.current().withValue(Caller.KEY, identity.caller());
    @Nullable
    Consumer<Message> confined = permission.confines(identity.caller())
        ? message -> NamedOrganizations.require(permission, identity.caller(), message)
        : null;
    String account = identity.caller().account();
    open.enter(account, maxCalls(identity));
    MessageBytes.OfCall bytes = MessageBytes.OfCall.current();
    bytes.admitted();
    try {
      var listener = new GuardedListener<>(Contexts.interceptCall(context, call, headers, next), call, identity,
          confined, open, PeerConnection.of(call.getAttributes()), bytes, System.nanoTime());
      open.add(listener);
      return listener;
    } catch (RuntimeException failure) {
      open.leave(account);
      bytes.ended();
      throw failure;
    }
  }

  @Override
  public void close() {
    watch.close();
    decisions.shutdown();
  }
}
