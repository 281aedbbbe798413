package dev.tollbridge.simulator.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output as a stream that fails when nobody reads it any more; a print stream hides such failures. */
final class PipeStream extends OutputStream {
  private final PrintStream to;

  PipeStream(PrintStream to) {
    this.to = to;
  }

  @Override
  public void write(int single) throws IOException {
    to.write(single);
    check();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    to.write(bytes, offset, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    check();
  }

  private void check() throws IOException {
    if (to.checkError()) {
      throw new IOException("nobody reads it any more");
    }
  }
}
