package dev.tollbridge.simulator.sample;

import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The sample rate decks, one for each call type: generated calls are priced by them, and they can be imported into
 * servers.
 */
public final class SampleDecks {
  /** Every call type that has a deck. */
  public static final List<CallType> CALL_TYPES = List.of(CallType.CALL_TYPE_TOLL_DIAL_IN,
      CallType.CALL_TYPE_TOLL_FREE_DIAL_IN, CallType.CALL_TYPE_DIAL_OUT);

  private SampleDecks() {}

  /** The name of a deck's file. */
  public static String fileName(CallType callType) {
    return switch (callType) {
      case CALL_TYPE_TOLL_DIAL_IN -> "toll-dial-in.csv";
      case CALL_TYPE_TOLL_FREE_DIAL_IN -> "toll-free-dial-in.csv";
      case CALL_TYPE_DIAL_OUT -> "dial-out.csv";
      case CALL_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException(callType.toString());
    };
  }

  /** A deck's CSV file. */
  public static byte[] csv(CallType callType) {
    String resource = "/decks/" + fileName(callType);
    try (InputStream csv = SampleDecks.class.getResourceAsStream(resource)) {
      if (csv == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return csv.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
