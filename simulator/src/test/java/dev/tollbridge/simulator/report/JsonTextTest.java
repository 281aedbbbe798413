package dev.tollbridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void writesEveryKindOfValue() {
    assertThat(
        JsonText.of(ReportData.map("a", List.of(1, 2.5, true), "b", ReportData.map(), "c", Arrays.asList("x", null))))
        .isEqualTo("{\"a\":[1,2.5,true],\"b\":{},\"c\":[\"x\",null]}");
  }

  @Test
  void whatIsNoNumberIsNull() {
    assertThat(JsonText.of(List.of(Double.NaN, Double.POSITIVE_INFINITY))).isEqualTo("[null,null]");
  }

  @Test
  void escapesWhatCouldEndATextOrAScript() {
    assertThat(JsonText.of("\"\\\n</script>é\u2028"))
        .isEqualTo("\"\\u0022\\u005c\\u000a\\u003c/script\\u003e\\u00e9\\u2028\"");
  }
}
