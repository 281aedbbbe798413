package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LookupRateRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a server logs while calls of all kinds are made: no whole phone number. */
@Tag("slow")
class LogPrivacyTest {
  private static final List<String> NUMBERS = List.of("442079460000", "18005550199", "12065550123", "33140000000",
      "4930901820", "999000111222333");

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Lines lines = new Lines();

  @TempDir
  private Path directory;

  /** Keeps every line at the level of debugging, with the exceptions' messages. */
  private final class Lines extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      logged.add(event.getFormattedMessage());
      for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
        logged.add(String.valueOf(cause.getMessage()));
      }
    }
  }

  private static Logger tollbridge() {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.tollbridge");
  }

  @BeforeEach
  void listen() {
    lines.start();
    tollbridge().setLevel(Level.DEBUG);
    tollbridge().addAppender(lines);
  }

  @AfterEach
  void stop() {
    tollbridge().detachAppender(lines);
    tollbridge().setLevel(null);
  }

  @Test
  void noLineHasAWholePhoneNumber() throws Exception {
    try (TestServer server = TestServer.start(directory)) {
      server.standardTariff();
      server.create("acme", 100 * TestServer.UNIT);
      BridgeStream bridge = server.bridge("bridge", 1);
      bridge.events(answers(server));
      bridge.ack(2L * NUMBERS.size());
      NUMBERS.forEach(number -> Refusals.of(() -> server.tariffs()
          .lookupRate(LookupRateRequest.newBuilder().setRemoteNumber("+" + number).build())));
      server.advance(Duration.ofMinutes(3));
    }
    assertThat(logged).anyMatch(line -> line.contains("because no rate was found for +44207946****"));
    assertThat(logged).noneMatch(line -> NUMBERS.stream().anyMatch(line::contains));
  }

  /** Each number dialled, and each as a service number that is not registered. */
  private static List<LegEvent> answers(TestServer server) {
    List<LegEvent> events = new ArrayList<>();
    for (String number : NUMBERS) {
      events.add(Legs.change(Legs.answered(events.size() + 1L, events.size() + 1L, "acme", server.now()),
          each -> each.setRemoteNumber("+" + number)));
      events.add(Legs.change(Legs.answered(events.size() + 1L, events.size() + 1L, "acme", server.now()),
          each -> each.setDirection(Direction.DIRECTION_DIAL_IN).setServiceNumber("+" + number)
              .setRemoteNumber("+" + number)));
    }
    return events;
  }
}
