package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFileTest {
  @TempDir
  private Path directory;

  /** As a file of arguments it would ask for help, which succeeds. */
  @Test
  void aValueThatBeginsWithAnAtSignIsNoFile() throws Exception {
    Path file = Files.writeString(directory.resolve("arguments"), "--help");

    assertThat(Main.execute("verify", "@" + file)).isEqualTo(2);
  }
}
