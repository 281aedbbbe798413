package dev.tollbridge.server.metrics;

import java.nio.charset.StandardCharsets;

/** Response of one path of the endpoint; nobody changes the body. */
@SuppressWarnings("ArrayRecordComponent")
record HttpResponse(int status, String contentType, byte[] body) {
  static final int OK = 200;
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int UNAVAILABLE = 503;

  static HttpResponse text(int status, String body) {
    return new HttpResponse(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }
}
