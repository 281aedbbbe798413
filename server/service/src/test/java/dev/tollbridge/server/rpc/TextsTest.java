package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.NoticeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  private final List<NoticeReason> noticed = new ArrayList<>();
  private final Corrections corrections = (reason, field, message) -> {
    assertThat(field).isEqualTo("field");
    assertThat(message).isNotBlank();
    noticed.add(reason);
  };

  private String fit(String text) {
    return Texts.fit("field", text, corrections);
  }

  private String id(String text) {
    return Texts.id("field", text, corrections);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "normal clearing", "Grüße \u2603 \uD834\uDD1E", "\uFEFFmark", "a\u200Fb",
    "0123456789012345678901234567890123456789012345678901234567890123"})
  void aTextThatFitsIsUnchanged(String text) {
    assertThat(fit(text)).isSameAs(text);
    assertThat(noticed).isEmpty();
  }

  @Test
  void charactersAreCountedNotUnits() {
    String clefs = "\uD834\uDD1E".repeat(64);
    assertThat(fit(clefs)).isSameAs(clefs);
    assertThat(fit(clefs + "x")).isEqualTo(clefs);
    assertThat(noticed).containsExactly(NoticeReason.NOTICE_REASON_TEXT_CUT);
  }

  @Test
  void aLongTextIsCut() {
    assertThat(fit("x".repeat(63) + "yz")).isEqualTo("x".repeat(63) + "y");
    assertThat(fit("x".repeat(63) + "\uD834\uDD1E!")).isEqualTo("x".repeat(63) + "\uD834\uDD1E");
    assertThat(noticed).containsExactly(NoticeReason.NOTICE_REASON_TEXT_CUT, NoticeReason.NOTICE_REASON_TEXT_CUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u0000b", "a\nb", "a\rb", "a\tb", "a\u007Fb", "a\u0085b", "a\u2028b", "a\u2029b", "a\u202Eb",
        "a\u2066b"})
  void controlCharactersBecomeSpaces(String text) {
    assertThat(fit(text)).isEqualTo("a b");
    assertThat(noticed).containsExactly(NoticeReason.NOTICE_REASON_TEXT_CLEANED);
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertThat(fit("a\uD834b")).isEqualTo("a\uFFFDb");
    assertThat(fit("a\uDD1Eb")).isEqualTo("a\uFFFDb");
    assertThat(fit("\uD834")).isEqualTo("\uFFFD");
    assertThat(fit("\uDD1E\uD834")).isEqualTo("\uFFFD\uFFFD");
    assertThat(noticed).hasSize(4).containsOnly(NoticeReason.NOTICE_REASON_TEXT_CLEANED);
  }

  @Test
  void whatIsCutOffNeedsNoCleaning() {
    assertThat(fit("x".repeat(64) + "\n")).isEqualTo("x".repeat(64));
    assertThat(fit("\n" + "x".repeat(64))).isEqualTo(" " + "x".repeat(63));
    assertThat(noticed).containsExactly(NoticeReason.NOTICE_REASON_TEXT_CUT, NoticeReason.NOTICE_REASON_TEXT_CUT,
        NoticeReason.NOTICE_REASON_TEXT_CLEANED);
  }

  @Test
  void anIdThatFitsIsUnchanged() {
    String id = "a84b4c76e66710@pc33.example.com;tag=Ü";
    assertThat(id(id)).isSameAs(id);
    assertThat(noticed).isEmpty();
  }

  /** By hand: printf %s ID | sha256sum. */
  @Test
  void aLongIdKeepsItsBeginningAndGetsAHash() {
    String id = "f81d4fae7dec11d0a76500a0c91e6bf6f81d4fae@edge-17.sip.example.net;tag=2";
    assertThat(id(id)).isEqualTo("f81d4fae7dec11d0a76500a0c91e6bf6f81d4fae@edge-1~66a7600c9a3c6b90").hasSize(64);
    assertThat(noticed).containsExactly(NoticeReason.NOTICE_REASON_ID_REPLACED);
    assertThat(id(id(id))).isEqualTo(id(id));
  }

  @Test
  void replacedIdsStayUnique() {
    List<String> ids = IntStream.range(0, 1_000)
        .mapToObj(number -> "x".repeat(70) + (number % 2 == 0 ? "\n" : "\t") + number).collect(Collectors.toList());
    ids.addAll(List.of("a\nb", "a\tb", "a b", "a\u0000b"));

    List<String> replaced = ids.stream().map(this::id).toList();

    assertThat(replaced).doesNotHaveDuplicates()
        .allMatch(id -> id.codePointCount(0, id.length()) <= Texts.MAX_LENGTH)
        .noneMatch(id -> id.chars().anyMatch(Character::isISOControl));
  }

  @Test
  void anIdThatIsAbsentHasAName() {
    assertThat(id("")).isEqualTo("(none)");
    assertThat(id(" \t")).isEqualTo("(none)");
    assertThat(noticed).hasSize(2).containsOnly(NoticeReason.NOTICE_REASON_ID_MISSING);
  }
}
