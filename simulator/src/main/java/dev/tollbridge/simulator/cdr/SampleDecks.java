package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.verify.DeckTable;
import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The sample rate decks that made-up calls are priced by, one for each call type. */
public final class SampleDecks {
  /** Every call type that has a deck. */
  public static final List<CallType> CALL_TYPES = List.of(CallType.CALL_TYPE_TOLL_DIAL_IN,
      CallType.CALL_TYPE_TOLL_FREE_DIAL_IN, CallType.CALL_TYPE_DIAL_OUT);

  private SampleDecks() {}

  /** A deck's CSV file. */
  public static byte[] csv(CallType callType) {
    String file = switch (callType) {
      case CALL_TYPE_TOLL_DIAL_IN -> "toll-dial-in.csv";
      case CALL_TYPE_TOLL_FREE_DIAL_IN -> "toll-free-dial-in.csv";
      case CALL_TYPE_DIAL_OUT -> "dial-out.csv";
      case CALL_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException(callType.toString());
    };
    try (InputStream resource = SampleDecks.class.getResourceAsStream("/decks/" + file)) {
      if (resource == null) {
        throw new IllegalStateException("no resource /decks/" + file);
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DeckTable table(CallType callType) {
    return DeckTable.parse(csv(callType));
  }
}
