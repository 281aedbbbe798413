package dev.tollbridge.server;

import dev.tollbridge.server.rpc.RateLimitedLog;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * What libraries log through {@code java.util.logging}: in our form and at our levels. Their warnings, most of which any
 * peer can cause, are a line each without the exception's trace, and only a few a second; failures are logged whole.
 */
final class LibraryLog extends SLF4JBridgeHandler {
  private static final SimpleFormatter PARAMETERS = new SimpleFormatter();

  private final RateLimitedLog warnings = new RateLimitedLog(LoggerFactory.getLogger(LibraryLog.class));

  /** Replaces the JDK's own output; once for all servers of a process. */
  static void use() {
    if (!isInstalled()) {
      removeHandlersForRootLogger();
      Logger root = LogManager.getLogManager().getLogger("");
      root.addHandler(new LibraryLog());
    }
  }

  @Override
  public void publish(LogRecord record) {
    if (!Level.WARNING.equals(record.getLevel())) {
      super.publish(record);
    } else if (getSLF4JLogger(record).isWarnEnabled()) {
      warnings.warn(() -> line(record));
    }
  }

  private static String line(LogRecord record) {
    String logger = String.valueOf(record.getLoggerName());
    Throwable thrown = record.getThrown();
    return (logger.substring(logger.lastIndexOf('.') + 1) + ": " + PARAMETERS.formatMessage(record)
        + (thrown == null ? "" : ": " + thrown.getMessage())).replaceAll("\\R", " ");
  }
}
