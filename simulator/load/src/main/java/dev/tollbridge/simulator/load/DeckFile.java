package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.sample.SampleDecks;
import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A rate deck's CSV file, held in memory. */
public final class DeckFile {
  private static final long MAX_BYTES = 64L << 20;

  private final CallType callType;
  private final String name;
  private final byte[] csv;
  private final DeckTable table;

  private DeckFile(CallType callType, String name, byte[] csv) {
    this.callType = callType;
    this.name = name;
    this.csv = csv;
    this.table = DeckTable.parse(csv, "USD", callType);
  }

  /** Reads a dial-out deck; {@link IllegalArgumentException} if the file is not a deck. */
  public static DeckFile dialOut(Path path) throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new IllegalArgumentException("is larger than 64 MiB");
    }
    return new DeckFile(CallType.CALL_TYPE_DIAL_OUT, path.getFileName().toString(), Files.readAllBytes(path));
  }

  /** The sample deck of a call type. */
  static DeckFile sample(CallType callType) {
    return new DeckFile(callType, "sample " + SampleDecks.fileName(callType), SampleDecks.csv(callType));
  }

  CallType callType() {
    return callType;
  }

  String name() {
    return name;
  }

  byte[] csv() {
    return csv;
  }

  DeckTable table() {
    return table;
  }

  /** Digest by which the server identifies the deck. */
  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(csv));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
