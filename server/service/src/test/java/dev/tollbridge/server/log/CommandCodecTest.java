package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.UnknownLevelException;
import dev.tollbridge.server.log.v1.LogCommand;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandCodecTest {
  static Stream<Command> commands() {
    return SampleCommands.all();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatIsLoggedIsReadAgain(Command command) throws InvalidProtocolBufferException {
    byte[] logged = CommandEncoder.encode(command).toByteArray();

    assertThat(CommandDecoder.decode(LogCommand.parseFrom(logged))).isEqualTo(command);
  }

  @Test
  void theAuthorIsReadAgain() {
    var author = new Author("ann", "192.0.2.7:4711", "PurchaseCredits");
    LogCommand logged = CommandEncoder.encode(0, SampleCommands.PURCHASE, author);

    assertThat(LifecycleCodec.author(logged)).isEqualTo(author);
    assertThat(CommandDecoder.decode(logged)).isEqualTo(SampleCommands.PURCHASE);
    assertThat(LifecycleCodec.author(CommandEncoder.encode(SampleCommands.PURCHASE))).isEqualTo(Author.NONE);
  }

  @Test
  void everyCommandHasASample() {
    assertThat(SampleCommands.all().<Class<?>>map(Command::getClass)).contains(Command.class.getPermittedSubclasses());
  }

  @Test
  void everyLegEventHasASample() {
    assertThat(SampleCommands.LEG_EVENTS.events().stream().<Class<?>>map(LegEvent::getClass))
        .contains(LegEvent.class.getPermittedSubclasses());
  }

  /** Bytes that older versions have written; they must never be read as anything else. */
  @Test
  void theFormatOfAPurchaseIsForEver() throws InvalidProtocolBufferException {
    assertThat(decoded("3a240a170a0c726571756573742d3120c3bc110700000000000080120461636d651882c2d72f"))
        .isEqualTo(SampleCommands.PURCHASE);
  }

  private static Command decoded(String hex) throws InvalidProtocolBufferException {
    return CommandDecoder.decode(LogCommand.parseFrom(HexFormat.of().parseHex(hex)));
  }

  /** In the log it would stop every start. */
  @Test
  void aLevelThatThisVersionDoesNotKnowIsNeverLogged() {
    assertThatThrownBy(() -> CommandEncoder.encode(new Command.RaiseLevel(Level.HIGHEST + 1)))
        .isInstanceOf(UnknownLevelException.class);
  }

  @Test
  void aCommandOfANewerVersionIsRefused() {
    var newer = LogCommand.newBuilder().setUnknownFields(UnknownFieldSet.newBuilder()
        .addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(1).build()).build()).build();

    assertThatThrownBy(() -> CommandDecoder.decode(newer)).isInstanceOf(NewerFormatException.class)
        .hasMessageContaining("start the version that wrote it, or a newer one");
  }
}
