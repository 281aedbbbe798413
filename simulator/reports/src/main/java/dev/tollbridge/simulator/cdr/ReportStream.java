package dev.tollbridge.simulator.cdr;

import java.io.IOException;
import java.io.OutputStream;

/** Where a report's pieces go, in order: prepared by any thread, written by one. */
interface ReportStream {

  /** A piece of text and what is written for it. */
  record Piece(ByteBuilder text, ByteBuilder written) {}

  /** Prepares a piece; called by any thread. */
  Piece prepare(ByteBuilder text);

  void write(Piece piece) throws IOException;

  /** Writes what stands at the end; does not close. */
  void finish() throws IOException;

  /** The text as it is. */
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
