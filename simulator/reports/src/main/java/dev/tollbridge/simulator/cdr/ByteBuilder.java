package dev.tollbridge.simulator.cdr;

import java.util.Arrays;

/**
 * A growing text as bytes; written directly, as encoding through strings would cost more than everything else together.
 */
final class ByteBuilder {
  private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes;
  private int length;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  void append(byte[] text) {
    append(text, text.length);
  }

  void append(byte[] text, int textLength) {
    reserve(textLength);
    System.arraycopy(text, 0, bytes, length, textLength);
    length += textLength;
  }

  void append(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  /** A number of 0 or more. */
  void appendNumber(long number) {
    reserve(LONGEST_NUMBER);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    appendDigits(number, digits);
  }

  /** The last digits of a number, with leading zeros. */
  void appendDigits(long number, int digits) {
    reserve(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** The last hexadecimal digits of a number, with leading zeros. */
  void appendHex(long number, int digits) {
    reserve(digits);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (number >>> shift) & 0xf];
    }
  }

  /** A UUID in its usual form. */
  void appendUuid(long high, long low) {
    appendHex(high >>> 32, 8);
    append('-');
    appendHex(high >>> 16, 4);
    append('-');
    appendHex(high, 4);
    append('-');
    appendHex(low >>> 48, 4);
    append('-');
    appendHex(low, 12);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
