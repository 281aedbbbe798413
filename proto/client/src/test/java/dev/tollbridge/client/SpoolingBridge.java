package dev.tollbridge.client;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import io.grpc.Channel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A process that answers and ends legs until killed, and prints each after the client took it: {@code + NUMBER ID} or
 * {@code - NUMBER}. When the client does not, it prints {@code refused} and the reason, and ends.
 */
final class SpoolingBridge {

  private static final int MAX_ACTIVE = 30;

  private SpoolingBridge() {}

  /** Arguments: the spool's directory, a seed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    // Logs would mix with the events. A line is one write, which a kill cannot cut.
    PrintStream out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(System.err);
    AcknowledgingServer server = new AcknowledgingServer();
    InProcessServerBuilder.forName("server").addService(server).build().start();
    Channel channel = InProcessChannelBuilder.forName("server").build();
    BridgeClient client = BridgeClient.builder(channel, SpoolDirectory.BRIDGE, 1, new BridgeListener() {
    }).spool(Path.of(args[0])).spoolLimits(new SpoolLimits(4_096, 1 << 20)).build();
    server.has(client.statistics().acknowledgedSequence());
    client.start();
    try {
      report(client, new SplittableRandom(Long.parseLong(args[1])), out);
    } catch (SpoolException e) {
      out.println("refused " + e.getMessage());
      out.flush();
      System.exit(1);
    }
  }

  private static void report(BridgeClient client, SplittableRandom random, PrintStream out)
      throws InterruptedException {
    List<Long> active = new ArrayList<>(client.recoveredLegs().stream().map(RecoveredLeg::legNumber).toList());
    while (true) {
      if (active.size() < random.nextInt(MAX_ACTIVE)) {
        String legId = "leg-" + random.nextLong();
        long number = client.answered(LegAnswered.newBuilder().setLegId(legId).build());
        active.add(number);
        out.println("+ " + number + " " + legId);
      } else if (!active.isEmpty()) {
        long number = active.remove(random.nextInt(active.size()));
        client.ended(number, LegEnded.getDefaultInstance());
        out.println("- " + number);
      }
      out.flush();
    }
  }
}
