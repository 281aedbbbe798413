import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * The server under attack, on loopback; whatever is held open against it ends with this. Each attack comes from an address
 * of its own, as that of another stranger would: what one address may use up is limited.
 */
final class Target implements Closeable {
  private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().factory());

  final int port;
  final int httpPort;
  private final Path ca;
  private final SSLContext tls;
  private final ConcurrentLinkedDeque<Closeable> held = new ConcurrentLinkedDeque<>();
  private volatile int stranger;

  /** @param ca file with the certificate of the server's authority; null for plain text */
  Target(int port, int httpPort, Path ca) {
    this.port = port;
    this.httpPort = httpPort;
    this.ca = ca;
    tls = ca == null ? null : trusting(ca);
  }

  private static SSLContext trusting(Path ca) {
    try (InputStream in = Files.newInputStream(ca)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps something open until all attacks are over. */
  <T extends Closeable> T hold(T open) {
    held.add(open);
    return open;
  }

  /** A TCP connection that is closed after a time, whatever is done with it then. */
  Socket connect(int toPort, Duration life) throws IOException {
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.bind(stranger());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), toPort), 10_000);
    CLOCK.schedule(() -> close(socket), life.toMillis(), TimeUnit.MILLISECONDS);
    return socket;
  }

  /** Another stranger attacks from now on. */
  void another() {
    stranger++;
  }

  /** Where the present attack comes from, at any port. */
  InetSocketAddress stranger() {
    return new InetSocketAddress("127.0.1." + stranger, 0);
  }

  /** A connection to the gRPC port that is ready for HTTP/2, with TLS if the server wants it. */
  Socket http2(Duration life) throws IOException {
    Socket plain = connect(port, life);
    if (tls == null) {
      return plain;
    }
    var secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", port, true);
    var parameters = secured.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stranger's channel of the gRPC library. */
  ManagedChannel channel() {
    return channel(stranger());
  }

  private ManagedChannel channel(SocketAddress from) {
    try {
      var credentials = ca == null
          ? InsecureChannelCredentials.create()
          : TlsChannelCredentials.newBuilder().trustManager(ca.toFile()).build();
      ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", port, credentials)
          .localSocketPicker(new NettyChannelBuilder.LocalSocketPicker() {
            @Override
            public SocketAddress createSocketAddress(SocketAddress remoteAddress, Attributes attributes) {
              return from;
            }
          }).build();
      hold((Closeable) channel::shutdownNow);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a call of any method with messages of bytes. */
  static ClientCall<byte[], byte[]> call(ManagedChannel channel, String method, MethodDescriptor.MethodType type,
      ClientCall.Listener<byte[]> listener, Metadata headers) {
    var bytes = new MethodDescriptor.Marshaller<byte[]>() {
      @Override
      public InputStream stream(byte[] value) {
        return new ByteArrayInputStream(value);
      }

      @Override
      public byte[] parse(InputStream stream) {
        try {
          return stream.readAllBytes();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
    ClientCall<byte[], byte[]> call = channel.newCall(
        MethodDescriptor.<byte[], byte[]>newBuilder(bytes, bytes).setFullMethodName(method).setType(type).build(),
        CallOptions.DEFAULT);
    call.start(listener, headers);
    return call;
  }

  /** How long the server takes for a call that costs it nothing, over a connection of its own, from another address. */
  Duration answers(Duration limit) {
    ManagedChannel channel = channel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    long startNanos = System.nanoTime();
    var _ = HealthGrpc.newBlockingStub(channel).withWaitForReady()
        .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS).check(HealthCheckRequest.getDefaultInstance());
    channel.shutdownNow();
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  @Override
  public void close() throws IOException {
    for (Closeable open : List.copyOf(held)) {
      open.close();
    }
  }
}
