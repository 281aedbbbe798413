package dev.tollbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LibraryLogTest {
  private static final int FLOOD = 1_000;

  private final LibraryLog log = new LibraryLog();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private static ch.qos.logback.classic.Logger root() {
    return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  @BeforeEach
  void listen() {
    lines.start();
    root().addAppender(lines);
  }

  @AfterEach
  void stop() {
    root().detachAppender(lines);
  }

  private void publish(Level level, String message, @Nullable Throwable thrown) {
    var record = new LogRecord(level, message);
    record.setLoggerName("io.grpc.netty.Handler");
    record.setThrown(thrown);
    record.setParameters(new Object[]{"stream"});
    log.publish(record);
  }

  @Test
  void aWarningIsALineWithoutATrace() {
    publish(Level.WARNING, "{0} failed", new IllegalStateException("too\nlarge"));
    assertThat(lines.list).singleElement().satisfies(line -> {
      assertThat(line.getFormattedMessage()).isEqualTo("Handler: stream failed: too large");
      assertThat(line.getThrowableProxy()).isNull();
    });
  }

  @Test
  void aFloodOfWarningsIsAFewLines() {
    for (int i = 0; i < FLOOD; i++) {
      publish(Level.WARNING, "again", null);
    }
    assertThat(lines.list).isNotEmpty().hasSizeLessThan(FLOOD / 10);
  }

  @Test
  void aFailureIsLoggedWhole() {
    publish(Level.SEVERE, "failed", new IllegalStateException("bug"));
    assertThat(lines.list).singleElement().satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
  }

  @Test
  void whatIsTurnedOffIsNotLogged() {
    publish(Level.FINE, "detail", null);
    assertThat(lines.list).isEmpty();
  }
}
