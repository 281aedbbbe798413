package dev.tollbridge.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The file that a spool is writing. One thread appends at a time; another may sync meanwhile.
 *
 * <p>Written through {@link RandomAccessFile}, since a file channel closes when a thread that uses it is interrupted.
 */
final class SpoolSegment {

  private final Path path;
  private final RandomAccessFile file;
  private final long initialBytes;
  private long sizeBytes;
  private boolean unfinished;
  private boolean closed;

  private SpoolSegment(Path path, RandomAccessFile file, long sizeBytes) {
    this.path = path;
    this.file = file;
    this.initialBytes = sizeBytes;
    this.sizeBytes = sizeBytes;
  }

  /** Creates a segment that begins with the records. It gets its name only when they are on disk. */
  static SpoolSegment create(Path path, List<SpoolRecord> beginning) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    beginning.forEach(record -> frames.writeBytes(SpoolCodec.frame(record)));
    Path unnamed = SpoolFiles.unnamed(path);
    Files.deleteIfExists(unnamed);
    RandomAccessFile file = new RandomAccessFile(unnamed.toFile(), "rw");
    try {
      file.write(frames.toByteArray());
      file.getFD().sync();
      Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(unnamed);
      throw e;
    }
    return new SpoolSegment(path, file, frames.size());
  }

  /** Appends the whole frame, or throws and leaves the file unchanged. */
  void append(byte[] frame) throws IOException {
    if (unfinished) {
      throw new IOException(path + " ends in an unfinished record");
    }
    try {
      file.write(frame);
    } catch (IOException e) {
      rollBack(e);
      throw e;
    }
    sizeBytes += frame.length;
  }

  private void rollBack(IOException failure) {
    try {
      file.setLength(sizeBytes);
      file.seek(sizeBytes);
    } catch (IOException e) {
      unfinished = true;
      failure.addSuppressed(e);
    }
  }

  /** Brings everything written before the call to disk. */
  synchronized void sync() throws IOException {
    if (!closed) {
      file.getFD().sync();
    }
  }

  /** Syncs for the last time. */
  synchronized void close() throws IOException {
    if (!closed) {
      sync();
      closed = true;
      file.close();
    }
  }

  Path path() {
    return path;
  }

  /** Size of the segment's beginning. */
  long initialBytes() {
    return initialBytes;
  }

  long sizeBytes() {
    return sizeBytes;
  }
}
