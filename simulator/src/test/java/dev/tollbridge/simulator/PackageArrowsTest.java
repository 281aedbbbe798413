package dev.tollbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which packages of usage reports may use which others. */
class PackageArrowsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/tollbridge/simulator");
  private static final Pattern USE = Pattern.compile("dev\\.tollbridge\\.simulator\\.([a-z]+)\\.[A-Z]");
  private static final Map<String, Set<String>> MAY_USE = Map.of("usage", Set.of("scenario"), "cdr",
      Set.of("usage", "verify", "scenario"), "compare", Set.of("usage", "verify", "scenario", "output"), "replay",
      Set.of("usage", "verify", "scenario", "output"));

  @ParameterizedTest
  @ValueSource(strings = {"usage", "cdr", "compare", "replay"})
  void arrowsRunOneWay(String name) throws IOException {
    Set<String> used;
    try (Stream<Path> files = Files.walk(SOURCES.resolve(name))) {
      used = files.filter(Files::isRegularFile).flatMap(PackageArrowsTest::uses)
          .collect(Collectors.toCollection(TreeSet::new));
    }
    used.remove(name);
    assertThat(used).isNotEmpty().isSubsetOf(MAY_USE.get(name));
  }

  private static Stream<String> uses(Path file) {
    try {
      return USE.matcher(Files.readString(file)).results().map(PackageArrowsTest::group).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String group(MatchResult found) {
    return found.group(1);
  }
}
