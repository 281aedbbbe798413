package dev.tollbridge.cli;

import dev.tollbridge.server.storage.Manifest;
import dev.tollbridge.v1.BackupFileEnd;
import dev.tollbridge.v1.BackupResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the files of a backup as they arrive, and checks each. */
final class BackupWriter {
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*");

  private final Path directory;
  private final Manifest manifest = new Manifest();
  private String path = "";
  private @Nullable OutputStream file;
  private boolean complete;
  private long sizeBytes;

  BackupWriter(Path directory) {
    this.directory = directory;
  }

  void write(BackupResponse part) throws IOException {
    switch (part.getPayloadCase()) {
      case FILE -> begin(part.getFile().getPath());
      case CHUNK -> part.getChunk().writeTo(Objects.requireNonNull(file));
      case FILE_END -> end(part.getFileEnd());
      case END -> complete = part.getEnd().getFileCount() == manifest.entries().size();
      case PAYLOAD_NOT_SET -> throw new IOException("the server sent a part that this version does not know");
    }
  }

  private void begin(String name) throws IOException {
    if (!PATH.matcher(name).matches()) {
      throw new IOException("the server sent a file with the invalid name " + name);
    }
    path = name;
    Path made = directory.resolve(name);
    Files.createDirectories(made.resolveSibling("."));
    file = Files.newOutputStream(made);
  }

  private void end(BackupFileEnd sent) throws IOException {
    Objects.requireNonNull(file).close();
    Manifest.Entry entry = Manifest.Entry.of(path, directory.resolve(path));
    if (entry.sizeBytes() != sent.getSizeBytes() || entry.crc32c() != sent.getCrc32C()) {
      throw new IOException(path + " differs from what the server sent: size or checksum");
    }
    manifest.add(entry);
    sizeBytes += entry.sizeBytes();
  }

  /** Writes the list of files; fails if the copy is incomplete. */
  void finish() throws IOException {
    if (!complete) {
      throw new IOException("the server ended the transfer before the copy was complete");
    }
    manifest.write(directory);
  }

  int fileCount() {
    return manifest.entries().size();
  }

  long sizeBytes() {
    return sizeBytes;
  }
}
