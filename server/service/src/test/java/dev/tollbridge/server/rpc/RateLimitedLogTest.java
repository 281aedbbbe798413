package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class RateLimitedLogTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final RateLimitedLog log;

  RateLimitedLogTest() {
    Logger logger = (Logger) LoggerFactory.getLogger("rate-limited");
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
    log = new RateLimitedLog(logger, nanos::get);
  }

  @Test
  void writesAFewLinesASecondAndCountsTheOthers() {
    for (int i = 1; i < RateLimitedLog.LINES_PER_SECOND; i++) {
      log.warn(() -> "early");
    }
    log.warn(() -> "one");
    log.warn(() -> "two");
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
    log.warn(() -> "three");
    nanos.addAndGet(1);
    log.warn(() -> "four");
    log.warn(() -> "five");
    assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).filteredOn(line -> !line.equals("early"))
        .containsExactly("one", "four (2 such lines were left out)", "five");
    assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN);
  }
}
