package dev.tollbridge.cli;

import com.google.rpc.BadRequest;
import com.google.rpc.Status;
import dev.tollbridge.server.storage.StartupException;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;

/** Connections of commands to a running server. */
final class Channels {
  private Channels() {}

  static ManagedChannel open(HostAndPort target) {
    return NettyChannelBuilder.forAddress(target.host(), target.port()).usePlaintext().build();
  }

  /** The message with which a command ends when the server refused its call: what is wrong, line by line. */
  static StartupException refused(Exception refusal) {
    io.grpc.Status plain = switch (refusal) {
      case StatusException checked -> checked.getStatus();
      case StatusRuntimeException unchecked -> unchecked.getStatus();
      default -> throw new IllegalArgumentException(refusal);
    };
    var message = new StringBuilder(plain.getCode() + ": " + plain.getDescription());
    Status status = StatusProto.fromThrowable(refusal);
    if (status != null) {
      status.getDetailsList().stream().filter(detail -> detail.is(BadRequest.class)).forEach(detail -> {
        try {
          detail.unpack(BadRequest.class).getFieldViolationsList().forEach(violation -> message.append("\n  ")
              .append(violation.getField()).append(violation.getField().isEmpty() ? "" : ": ")
              .append(violation.getDescription()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
          throw new IllegalStateException(e);
        }
      });
    }
    return new StartupException(message.toString());
  }
}
