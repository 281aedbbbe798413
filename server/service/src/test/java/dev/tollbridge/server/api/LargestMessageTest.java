package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.bridge.StreamSettings;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.v1.LegEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the limits allow fits into the log: a message that did not would be sent again forever. */
@Tag("slow")
class LargestMessageTest {
  private static final int MAX_EVENTS = StreamSettings.limits().getMaxEventsPerMessage();
  /** A character of four bytes. */
  private static final String WIDE = "\uD83D\uDCDE";

  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aMessageFullOfTheLongestTextsIsAcknowledged() {
    String organization = TestServer.newId();
    server.create(organization, 100_000 * TestServer.UNIT);
    String text = WIDE.repeat(RequestChecks.MAX_ID_LENGTH);
    List<LegEvent> events = new ArrayList<>();
    for (int leg = 1; leg <= MAX_EVENTS; leg++) {
      String legId = WIDE.repeat(RequestChecks.MAX_ID_LENGTH - 4) + leg;
      LegEvent event = Legs.answered(leg, leg, organization, server.now());
      events.add(Legs.change(event, answered -> answered.setLegId(legId).setConferenceId(text).setOrganizerId(text)));
    }
    BridgeStream bridge = server.bridge(TestServer.newId(), 1);
    bridge.events(events);
    assertThat(bridge.ack(events.size()).getRejectionsList()).isEmpty();
    assertThat(server.balance(organization).getActiveLegCount()).isEqualTo(events.size());
  }
}
