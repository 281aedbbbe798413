package dev.tollbridge.simulator.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesEveryKindOfValueInItsOrder() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", List.of(1, 2.5, true, Long.MAX_VALUE, Instant.EPOCH));
    map.put("a", Map.of());
    map.put("c", Arrays.asList("x", null));
    assertThat(Json.text(map)).isEqualTo(
        "{\"b\":[1,2.5,true,9223372036854775807,\"1970-01-01T00:00:00Z\"],\"a\":{},\"c\":[\"x\",null]}");
  }

  @Test
  void whatIsNoNumberIsNull() {
    assertThat(Json.text(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
        .isEqualTo("[null,null,null]");
  }

  @Test
  void aloneItEscapesOnlyWhatCouldEndAText() {
    assertThat(Json.text("\"<a=é>")).isEqualTo("\"\\\"<a=é>\"");
  }

  @Test
  void escapesWhatCouldEndATextOrAScript() {
    assertThat(Json.inScript("\"\\\n</script><!--'&\u2028"))
        .isEqualTo("\"\\\"\\\\\\n\\u003c/script\\u003e\\u003c!--\\u0027\\u0026\\u2028\"");
  }
}
