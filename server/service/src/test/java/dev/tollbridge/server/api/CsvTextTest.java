package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "+4930123456", "+49 (30) 123-456", "+4930123***", "+***", "112", "0301234", "anonymous",
    "leg-1", "a=b", "conference@example", "\u2603"})
  void numbersAndPlainTextStay(String text) {
    assertThat(CsvText.cell(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', value = {
    "=cmd|' /C calc'!A0, '=cmd|' /C calc'!A0",
    "=1+1, '=1+1",
    "+1+1, '+1+1",
    "+cmd, '+cmd",
    "-2+3+cmd|x, '-2+3+cmd|x",
    "-5, '-5",
    "@SUM(A1), '@SUM(A1)",
    "'=1, ''=1",
    "', ''"})
  void whatCouldRunIsMadeText(String text, String cell) {
    assertThat(CsvText.cell(text)).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1", "'=1", "''", "+x", "+49", "plain"})
  void theTextCanBeReadBack(String text) {
    String cell = CsvText.cell(text);

    assertThat(cell.startsWith("'") ? cell.substring(1) : cell).isEqualTo(text);
  }
}
