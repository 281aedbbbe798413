package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegRoutesTest {
  private final LegRoutes routes = new LegRoutes(2);

  @Test
  void aLegIsInOneShard() {
    assertThat(routes.add(1, 3)).isTrue();
    assertThat(routes.add(1, 3)).isTrue();
    assertThat(routes.add(1, 0)).isFalse();
    assertThat(routes.shard(1)).isEqualTo(3);
    assertThat(routes.shard(2)).isEqualTo(LegRoutes.NO_SHARD);

    routes.remove(1);
    assertThat(routes.add(1, 0)).isTrue();
  }

  @Test
  void moreLegsThanMayBeAreRefusedUntilClosingsAreAcknowledged() {
    assertThat(routes.add(1, 0)).isTrue();
    assertThat(routes.add(2, 0)).isTrue();
    assertThat(Refusals.of(() -> routes.add(3, 0))).isEqualTo("RESOURCE_EXHAUSTED TOO_MANY_CLOSINGS");
    assertThat(routes.add(2, 0)).isTrue();

    routes.remove(1);
    assertThat(routes.add(3, 0)).isTrue();
  }
}
