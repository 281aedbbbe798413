package dev.tollbridge.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SharedScrapeTest {
  @Test
  void isMadeOnceForAllWhoAskWithinHalfASecond() {
    var made = new AtomicInteger();
    var nanos = new AtomicLong();
    var scrape = new SharedScrape(() -> "scrape " + made.incrementAndGet(), nanos::get);
    byte[] first = scrape.body();
    assertThat(new String(first, UTF_8)).isEqualTo("scrape 1");
    nanos.set(TimeUnit.MILLISECONDS.toNanos(500) - 1);
    assertThat(scrape.body()).isSameAs(first);
    nanos.set(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(new String(scrape.body(), UTF_8)).isEqualTo("scrape 2");
  }
}
