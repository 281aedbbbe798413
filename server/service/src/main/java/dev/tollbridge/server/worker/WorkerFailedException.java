package dev.tollbridge.server.worker;

/** A worker failed in a way that nothing handles: a bug. */
public final class WorkerFailedException extends RuntimeException {
  public WorkerFailedException(String worker, Throwable cause) {
    super("the " + worker + " failed: " + cause, cause);
  }
}
