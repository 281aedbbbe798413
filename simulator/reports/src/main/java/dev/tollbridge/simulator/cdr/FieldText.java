package dev.tollbridge.simulator.cdr;

/** Part of a record that was made once and is written often. */
final class FieldText {
  private final byte[] bytes;

  FieldText(byte[] bytes) {
    this.bytes = bytes;
  }

  void appendTo(ByteBuilder to) {
    to.append(bytes);
  }
}
