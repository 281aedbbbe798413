package dev.tollbridge.simulator.cdr;

/** Part of a record that is encoded once and written often. */
final class FieldText {
  private final byte[] bytes;

  FieldText(byte[] bytes) {
    this.bytes = bytes;
  }

  void appendTo(ByteBuilder to) {
    to.append(bytes);
  }
}
