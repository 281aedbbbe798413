package dev.tollbridge.core.tariff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of rates: every field in turn, text with its length before it, so that no two tables read the same. */
final class Fingerprint {
  private final MessageDigest digest = sha256();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  private Fingerprint() {}

  static String of(List<Rate> rates) {
    Fingerprint fingerprint = new Fingerprint();
    rates.forEach(fingerprint::add);
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void add(Rate rate) {
    add(rate.prefix());
    add(rate.destination());
    add(rate.pricePerMinuteMicros());
    add(rate.connectionFeeMicros());
    add(rate.increments().initialSeconds());
    add(rate.increments().recurringSeconds());
    add(rate.country());
    add(rate.callerCountry());
    add(rate.reject() ? 1 : 0);
    add(rate.minDigits());
    add(rate.maxDigits());
    add(rate.window());
  }

  private void add(@Nullable TimeWindow window) {
    if (window == null) {
      add(0);
      return;
    }
    add(1);
    add(window.zone());
    add(window.days());
    add(window.fromMinute());
    add(window.toMinute());
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(long value) {
    digest.update(number.putLong(0, value).array());
  }
}
