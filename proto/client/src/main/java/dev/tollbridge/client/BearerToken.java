package dev.tollbridge.client;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The authorization header of every call. A file's token is read again after a second, so that it can be replaced. */
final class BearerToken extends CallCredentials {
  private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
      Metadata.ASCII_STRING_MARSHALLER);
  /** A header can contain visible ASCII only. */
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,8192}");
  private static final long REREAD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable Path file;
  private volatile Read current;

  /** A token, and when it was read. */
  private record Read(String token, long nanos) {}

  private BearerToken(@Nullable Path file, String token) {
    this.file = file;
    current = new Read(token, System.nanoTime());
  }

  static BearerToken of(String token) {
    return new BearerToken(null, checked("--token", token));
  }

  static BearerToken of(Path file) {
    try {
      return new BearerToken(file, read(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("--token-file " + file + " cannot be read: " + e, e);
    }
  }

  private static String read(Path file) throws IOException {
    return checked("--token-file " + file, Files.readString(file).strip());
  }

  private static String checked(String origin, String text) {
    if (!VISIBLE.matcher(text).matches()) {
      throw new IllegalArgumentException(origin + " must be 1 to 8192 visible ASCII characters without spaces");
    }
    return text;
  }

  private String token() throws IOException {
    Read last = current;
    if (file == null || System.nanoTime() - last.nanos() < REREAD_NANOS) {
      return last.token();
    }
    Read next = new Read(read(file), System.nanoTime());
    current = next;
    return next.token();
  }

  @Override
  public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
    Metadata headers = new Metadata();
    try {
      headers.put(AUTHORIZATION, "Bearer " + token());
    } catch (IOException | IllegalArgumentException e) {
      applier.fail(Status.UNAUTHENTICATED.withDescription("the token file " + file + " cannot be read").withCause(e));
      return;
    }
    applier.apply(headers);
  }
}
