package dev.tollbridge.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How log lines are written to standard error. */
enum LogFormat {
  TEXT, JSON;

  /** Writes all later lines in this format. */
  void use() {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    if (this == JSON && context.getLogger(Logger.ROOT_LOGGER_NAME)
        .getAppender("STDERR") instanceof OutputStreamAppender<ILoggingEvent> lines) {
      lines.setEncoder(encoder(context));
    }
  }

  private static JsonEncoder encoder(LoggerContext context) {
    var encoder = new JsonEncoder();
    encoder.setWithMDC(false);
    encoder.setContext(context);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithContext(false);
    encoder.setWithSequenceNumber(false);
    encoder.start();
    return encoder;
  }
}
