package dev.tollbridge.client;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;

/** Adds the same credentials to every call of a channel, so that callers need not. */
record TokenInterceptor(CallCredentials credentials) implements ClientInterceptor {
  @Override
  public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(MethodDescriptor<ReqT, RespT> method,
      CallOptions options, Channel next) {
    return next.newCall(method, options.withCallCredentials(credentials));
  }
}
