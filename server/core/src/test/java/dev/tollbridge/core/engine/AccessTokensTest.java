package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.tariff.DeckPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The directory of callers' tokens in the engine's state. */
final class AccessTokensTest {
  private static final long START = TimeUnit.DAYS.toMicros(20_000);
  private static final long DAY = TimeUnit.DAYS.toMicros(1);
  private static final Outcome EXISTS = new Outcome.Refused(Refusal.TOKEN_EXISTS);

  private final RatingEngine engine = new RatingEngine(0, new DeckPool(), new EffectRecorder());

  AccessTokensTest() {
    engine.advance(START);
  }

  private static AccessToken token(String id, String certificateName, long expireMicros) {
    return new AccessToken(id, "ops", "VIEWER", "", List.of("acme"), certificateName,
        certificateName.isEmpty() ? "a1b2" : "", START, expireMicros, 0);
  }

  private Outcome create(AccessToken token) {
    return engine.apply(new Command.CreateToken(token));
  }

  private Outcome revoke(String id) {
    return engine.apply(new Command.RevokeToken(id));
  }

  private List<String> ids() {
    return engine.accessTokens().stream().map(AccessToken::tokenId).toList();
  }

  @Test
  void keepsTokensInTheOrderOfCreation() {
    assertThat(create(token("z", "", 0))).isEqualTo(Outcome.DONE);
    assertThat(create(token("a", "", 0))).isEqualTo(Outcome.DONE);
    assertThat(ids()).containsExactly("z", "a");
    assertThat(create(token("a", "", 0))).isEqualTo(EXISTS);
  }

  @Test
  void showsEveryChangeByAnotherList() {
    create(token("a", "", 0));
    List<AccessToken> before = engine.accessTokens();
    engine.advance(START + DAY);
    assertThat(engine.accessTokens()).isSameAs(before);
    revoke("a");
    assertThat(engine.accessTokens()).isNotSameAs(before);
    assertThat(before.getFirst().isRevoked()).isFalse();
  }

  @Test
  void revokesOnceAndForGood() {
    create(token("a", "", 0));
    engine.advance(START + DAY);
    assertThat(revoke("a")).isEqualTo(Outcome.DONE);
    engine.advance(START + 2 * DAY);
    assertThat(revoke("a")).isEqualTo(Outcome.DONE);
    assertThat(engine.accessTokens().getFirst().revokeMicros()).isEqualTo(START + DAY);
    assertThat(revoke("b")).isEqualTo(new Outcome.Refused(Refusal.NO_SUCH_TOKEN));
  }

  @Test
  void givesACertificateNameToOneLiveTokenOnly() {
    create(token("a", "edge-1", START + 3 * DAY));
    assertThat(create(token("b", "edge-1", 0))).isEqualTo(EXISTS);
    assertThat(create(token("c", "edge-2", 0))).isEqualTo(Outcome.DONE);
    engine.advance(START + 3 * DAY);
    assertThat(create(token("b", "edge-1", 0))).isEqualTo(Outcome.DONE);
    revoke("b");
    assertThat(create(token("d", "edge-1", 0))).isEqualTo(Outcome.DONE);
  }

  @Test
  void forgetsTokensLongAfterTheirEnd() {
    create(token("expired", "", START + DAY));
    create(token("revoked", "", 0));
    create(token("live", "", 0));
    engine.advance(START + 2 * DAY);
    revoke("revoked");
    engine.advance(START + 63 * DAY + 1);
    create(token("next", "", 0));
    assertThat(ids()).containsExactly("revoked", "live", "next");
    engine.advance(START + 64 * DAY + 1);
    create(token("last", "", 0));
    assertThat(ids()).containsExactly("live", "next", "last");
  }

  @Test
  void boundsTheirNumber() {
    int most = Level.of(Level.HIGHEST).access().maxTokens();
    for (int i = 0; i < most; i++) {
      create(token("token-" + i, "", 0));
    }
    assertThat(create(token("one-more", "", 0))).isEqualTo(new Outcome.Refused(Refusal.TOO_MANY_TOKENS));
  }

  @Test
  void areInTheImage() {
    create(token("a", "", START + DAY));
    create(token("b", "edge-1", 0));
    revoke("a");
    var next = new RatingEngine(0, new DeckPool(), new EffectRecorder());
    next.restore(engine.image());
    assertThat(next.accessTokens()).isEqualTo(engine.accessTokens()).hasSize(2);
    assertThat(next.apply(new Command.CreateToken(token("b", "", 0)))).isEqualTo(EXISTS);
  }
}
