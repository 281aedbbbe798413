package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegEvents;
import dev.tollbridge.v1.StreamLegsRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8RepairTest {
  private static final byte[] HALF_PAIR = {(byte) 0xed, (byte) 0xa0, (byte) 0xbd};

  private static StreamLegsRequest message(String cause) {
    var ended = LegEvent.newBuilder().setSequence(2).setLegNumber(7).setEnded(LegEnded.newBuilder().setCause(cause));
    var answered = LegEvent.newBuilder().setSequence(1).setLegNumber(7)
        .setAnswered(LegAnswered.newBuilder().setLegId("Zoë 🎈").setConferenceId("c"));
    return StreamLegsRequest.newBuilder().setEvents(LegEvents.newBuilder().addEvents(answered).addEvents(ended))
        .build();
  }

  /** The message with these bytes instead of the text "###". */
  private static ByteString with(byte[] bytes) {
    byte[] message = message("a###").toByteArray();
    int at = new String(message, StandardCharsets.ISO_8859_1).indexOf("###");
    System.arraycopy(bytes, 0, message, at, bytes.length);
    return ByteString.copyFrom(message);
  }

  private static ByteString repaired(ByteString message) throws InvalidProtocolBufferException {
    return Utf8Repair.repaired(message, StreamLegsRequest.getDescriptor());
  }

  @Test
  void halfASurrogatePairIsReplacedAndAllElseStays() throws InvalidProtocolBufferException {
    StreamLegsRequest read = StreamLegsRequest.parseFrom(repaired(with(HALF_PAIR)));
    String cause = read.getEvents().getEvents(1).getEnded().getCause();
    assertThat(cause).startsWith("a\uFFFD");
    assertThat(read).isEqualTo(message(cause));
  }

  @Test
  void aValidMessageStaysTheSame() throws InvalidProtocolBufferException {
    assertThat(repaired(message("\u0000 ☎").toByteString())).isEqualTo(message("\u0000 ☎").toByteString());
  }

  @Test
  void fieldsOfLaterVersionsStay() throws InvalidProtocolBufferException {
    ByteString unknown = UnknownFieldSet.newBuilder()
        .addField(999, UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFrom(HALF_PAIR)).build())
        .build().toByteString();
    assertThat(repaired(unknown)).isEqualTo(unknown);
  }
}
