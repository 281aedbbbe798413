package dev.tollbridge.simulator.cdr;

import java.io.IOException;
import java.io.OutputStream;

/** Output of a report's pieces, in order: prepared by any thread, written by one. */
interface ReportStream {

  /** A piece of text and the bytes to write for it. */
  record Piece(ByteBuilder text, ByteBuilder written) {}

  /** Prepares a piece. Any thread. */
  Piece prepare(ByteBuilder text);

  void write(Piece piece) throws IOException;

  /** Writes the end of the format; does not close. */
  void finish() throws IOException;

  /** A stream that writes the text unchanged. */
  static ReportStream plain(OutputStream to) {
    return new ReportStream() {
      @Override
      public Piece prepare(ByteBuilder text) {
        return new Piece(text, text);
      }

      @Override
      public void write(Piece piece) throws IOException {
        to.write(piece.written().array(), 0, piece.written().length());
      }

      @Override
      public void finish() {}
    };
  }
}
