package dev.tollbridge.server.log;

/** The shard's queue is full; the command was not accepted. */
public final class LogBusyException extends RuntimeException {
  LogBusyException(int limit) {
    super("the shard has " + limit + " commands waiting; slow down and try again");
  }
}
