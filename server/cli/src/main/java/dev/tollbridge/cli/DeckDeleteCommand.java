package dev.tollbridge.cli;

import dev.tollbridge.v1.DeleteRateDeckRequest;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes a rate deck that no call was rated with. */
@Command(name = "delete", mixinStandardHelpOptions = true,
    description = "Deletes a rate deck that no call was rated with; the deck before it is in force again.")
final class DeckDeleteCommand implements Callable<Integer> {
  @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090",
      description = "The server. Default: ${DEFAULT-VALUE}.")
  private HostAndPort target = new HostAndPort("127.0.0.1", 9090);

  @Parameters(paramLabel = "DECK", description = "Its id, such as deck-1f0e3dad-9990-8345-b743-9f8ffabdffc4.")
  private String deck = "";

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    ManagedChannel channel = Channels.open(target);
    try {
      var _ = TariffServiceGrpc.newBlockingStub(channel)
          .deleteRateDeck(DeleteRateDeckRequest.newBuilder().setDeckId(deck).build());
      Objects.requireNonNull(spec).commandLine().getOut().println("deleted " + deck);
      return 0;
    } catch (StatusRuntimeException refused) {
      throw Channels.refused(refused);
    } finally {
      channel.shutdownNow();
    }
  }
}
