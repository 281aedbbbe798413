package dev.tollbridge.server;

import dev.tollbridge.server.log.CorruptLogException;
import dev.tollbridge.server.log.LogFailedException;
import dev.tollbridge.server.log.NewerFormatException;
import dev.tollbridge.server.record.RecordStoreException;
import dev.tollbridge.server.storage.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What failures mean to an operator, and what to do about them. */
public final class Diagnosis {
  private static final String DISK = "Free space on the disk, or repair it, then start the server again: it continues"
      + " where it stopped";
  private static final String MEMORY = "Give the server more memory, such as TOLLBRIDGE_JAVA_OPTIONS=-Xmx4g, and start it"
      + " again: it continues where it stopped";
  private static final String BUG = "Start the server again, and report this";

  private Diagnosis() {}

  /** What to do about something that stopped a running server. */
  public static String advice(Throwable failure) {
    if (isOfMemory(failure)) {
      return MEMORY;
    }
    return isOfDisk(failure) ? DISK : BUG;
  }

  /** Why a command failed, for people; empty when only its stack trace would explain it. */
  public static Optional<String> message(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = own(cause);
      if (message != null) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  /** The message of this failure, if it is meant for people; its cause may say more. */
  private static @Nullable String own(Throwable failure) {
    return switch (failure) {
      case StartupException _,UncheckedIOException _,CorruptLogException _,NewerFormatException _ -> failure
          .getMessage();
      case LogFailedException _,RecordStoreException _ -> withAdvice(failure);
      case IOException io when io.getCause() == null -> withAdvice(io);
      default -> null;
    };
  }

  private static String withAdvice(Throwable failure) {
    return failure.getMessage() + (isOfDisk(failure) || isOfMemory(failure) ? ". " + advice(failure) : "");
  }

  /** Whatever failed for that reason: a disk has nothing to do with it. */
  private static boolean isOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfDisk(Throwable failure) {
    return switch (failure) {
      case LogFailedException _,IOException _ -> true;
      case RecordStoreException store -> store.getCause() != null;
      default -> false;
    };
  }
}
