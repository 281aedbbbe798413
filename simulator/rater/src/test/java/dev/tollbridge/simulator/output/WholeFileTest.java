package dev.tollbridge.simulator.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir
  private Path folder;

  @Test
  void aPreviousFileStaysUntilTheContentIsComplete() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "before");
    try (WholeFile file = WholeFile.open(path)) {
      file.content().write('x');
      file.content().flush();
      assertThat(path).hasContent("before");
      file.commit();
    }
    assertThat(path).hasContent("x");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void whatIsNotCommittedLeavesNothing() throws IOException {
    try (WholeFile file = WholeFile.open(folder.resolve("a"))) {
      file.content().write('x');
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void twoWritersOfOneFileDoNotInterfere() throws IOException {
    Path path = folder.resolve("a");
    try (WholeFile first = WholeFile.open(path); WholeFile second = WholeFile.open(path)) {
      first.content().write('1');
      second.content().write('2');
      first.commit();
      assertThat(path).hasContent("1");
      second.commit();
    }
    assertThat(path).hasContent("2");
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Path path = Files.createFile(folder.resolve("a"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), path);
    try (WholeFile file = WholeFile.open(link)) {
      file.content().write('x');
      file.commit();
    }
    assertThat(link).isSymbolicLink();
    assertThat(path).hasContent("x");
  }

  @Test
  void aDeviceIsWrittenInto() throws IOException {
    Path device = Path.of("/dev/null");
    try (WholeFile file = WholeFile.open(device)) {
      file.content().write('x');
      file.commit();
    }
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void anUnwritableFileIsRefusedWhenItIsOpened() {
    assertThatIOException().isThrownBy(() -> WholeFile.open(folder)).withMessageContaining("is a directory");
    assertThatIOException().isThrownBy(() -> WholeFile.open(folder.resolve("none/a")));
  }

  @Test
  void aLinkToNothingIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none/a"));
    assertThatIOException().isThrownBy(() -> WholeFile.open(link)).withMessageContaining("a file that does not exist");
    assertThat(link).isSymbolicLink();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
