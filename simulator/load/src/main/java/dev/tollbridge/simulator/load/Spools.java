package dev.tollbridge.simulator.load;

import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.RunIdentity;
import io.grpc.Channel;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bridges' spools in a directory: one folder for each bridge, and in it one for each session. A run starts a new
 * session; sessions of runs that were killed are finished first.
 */
final class Spools {
  private static final String SESSION = "session-";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final @Nullable Path directory;
  private final PrintStream err;

  /** Spools in the directory, or none. */
  Spools(@Nullable Path directory, PrintStream err) {
    this.directory = directory;
    this.err = err;
  }

  /** Whether bridges have spools. */
  boolean isOn() {
    return directory != null;
  }

  /** Adds the spool of a bridge of this run to its client. */
  BridgeClient.Builder addTo(BridgeClient.Builder client, String bridgeId, RunIdentity identity) {
    return directory == null
        ? client
        : client.spool(directory.resolve(bridgeId).resolve(SESSION + identity.runNumber()));
  }

  /** Ends the legs that earlier runs left active, and clears their spools. */
  void settle(RunIdentity identity, Channel channel) throws InterruptedException, TimeoutException {
    Scenario scenario = identity.scenario();
    for (int bridge = 0; directory != null && bridge < scenario.bridges(); bridge++) {
      String bridgeId = identity.bridgeId(bridge);
      for (Path spool : sessions(directory.resolve(bridgeId))) {
        settle(spool, bridgeId, channel);
        delete(spool);
      }
    }
  }

  private void settle(Path spool, String bridgeId, Channel channel) throws InterruptedException, TimeoutException {
    LeftoverListener listener = new LeftoverListener();
    try (BridgeClient client = BridgeClient.builder(channel, bridgeId, 1, listener).spool(spool).build()) {
      int events = client.statistics().unacknowledged();
      int legs = client.recoveredLegs().size();
      if (events + legs > 0) {
        err.printf("%s: an earlier run left %d events to send and %d legs to end%n", bridgeId, events, legs);
        listener.end(client, PATIENCE);
      }
    }
  }

  private static List<Path> sessions(Path bridge) {
    if (!Files.isDirectory(bridge)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(bridge)) {
      return files.filter(file -> file.getFileName().toString().startsWith(SESSION)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path spool) {
    try (Stream<Path> files = Files.list(spool)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(spool);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
