package dev.tollbridge.benchmarks.system;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** The least that a gRPC server can do with a stream: answers each message, and does nothing else. */
final class BareServer {
  static final Pattern READY = Pattern.compile("listens on port (\\d+)\n");
  static final MethodDescriptor<byte[], byte[]> STREAM = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
      .setType(MethodType.BIDI_STREAMING).setFullMethodName("bench.Bare/Stream").build();

  private static final int ANSWER_BYTES = 10;

  private BareServer() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .directExecutor()
        .addService(ServerServiceDefinition.builder("bench.Bare")
            .addMethod(STREAM, ServerCalls.asyncBidiStreamingCall(Answers::new)).build())
        .build().start();
    System.out.println("listens on port " + server.getPort());
    server.awaitTermination();
  }

  /** Of one stream. */
  private record Answers(StreamObserver<byte[]> client) implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] message) {
      client.onNext(new byte[ANSWER_BYTES]);
    }

    @Override
    public void onError(Throwable broken) {}

    @Override
    public void onCompleted() {
      client.onCompleted();
    }
  }

  /** Messages without a format. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
