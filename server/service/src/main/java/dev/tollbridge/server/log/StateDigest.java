package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.EngineImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of an engine's whole state, as its snapshot would hold it: equal for equal states, on every machine,
 * however they were reached. If two shards applied the same entries and differ in it, that is a bug.
 */
public final class StateDigest {
  /** Where in a log the state was reached, and by which shard, is not a part of it. */
  private static final LogPosition NOWHERE = new LogPosition(0, 0, 0);

  private StateDigest() {}

  /** In lower-case hex. */
  public static String of(EngineImage image) {
    MessageDigest digest = sha256();
    try (OutputStream out = new BufferedOutputStream(
        new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      new SnapshotEncoder(out).write(image, NOWHERE);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written anywhere", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
