package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.OrganizationImage;
import dev.tollbridge.core.engine.OrganizationImage.RechargingImage;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Recharge;
import dev.tollbridge.core.engine.UnknownLevelException;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.SnapshotHeader;
import dev.tollbridge.server.log.v1.SnapshotItem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotCodecTest {
  private static final LogPosition PLACE = new LogPosition(3, 5L << 33, 7L << 33);

  private final DeckPool pool = new DeckPool();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyFieldComesBack(boolean nulls) throws IOException {
    EngineImage image = image(nulls);
    SnapshotDecoder.Snapshot read = decode(encode(image));
    assertThat(read.place()).isEqualTo(PLACE);
    assertThat(read.image()).isEqualTo(image);
  }

  @Test
  void decodedAndEncodedAgainItHasTheSameBytes() throws IOException {
    byte[] encoded = encode(image(false));
    assertThat(encode(decode(encoded).image())).isEqualTo(encoded);
  }

  @Test
  void refusesASnapshotThatLacksItems() throws IOException {
    List<SnapshotItem> items = LoggedRun.items(encode(image(false)));
    assertThatThrownBy(() -> decode(join(items.subList(0, items.size() - 1)))).isInstanceOf(IOException.class)
        .hasMessageContaining("cut short");
    assertThatThrownBy(() -> decode(join(without(items, items.size() / 2)))).isInstanceOf(IOException.class)
        .hasMessageContaining("its end counts " + (items.size() - 1) + " items, but it has " + (items.size() - 2));
  }

  private static List<SnapshotItem> without(List<SnapshotItem> items, int index) {
    List<SnapshotItem> rest = new ArrayList<>(items);
    rest.remove(index);
    return rest;
  }

  private static byte[] join(List<SnapshotItem> items) throws IOException {
    var out = new ByteArrayOutputStream();
    for (SnapshotItem item : items) {
      item.writeDelimitedTo(out);
    }
    return out.toByteArray();
  }

  @Test
  void refusesANewerFormatAndSaysSo() throws IOException {
    var out = new ByteArrayOutputStream();
    SnapshotItem.newBuilder().setHeader(SnapshotHeader.newBuilder().setFormat(SnapshotEncoder.FORMAT + 1)).build()
        .writeDelimitedTo(out);
    assertThatThrownBy(() -> decode(out.toByteArray())).isInstanceOf(NewerFormatException.class)
        .hasMessageContaining("format " + (SnapshotEncoder.FORMAT + 1))
        .hasMessageContaining("start the version that wrote it");
  }

  @Test
  void refusesALevelThatItDoesNotKnowAndSaysSo() throws IOException {
    var out = new ByteArrayOutputStream();
    SnapshotItem.newBuilder().setHeader(SnapshotHeader.newBuilder().setFormat(SnapshotEncoder.FORMAT)
        .setLevel(Level.HIGHEST + 1)).build().writeDelimitedTo(out);
    assertThatThrownBy(() -> decode(out.toByteArray())).isInstanceOf(UnknownLevelException.class)
        .hasMessageContaining("level " + (Level.HIGHEST + 1))
        .hasMessageContaining("start the version that wrote it");
  }

  private EngineImage image(boolean nulls) {
    EngineImage made = new DistinctValues(pool, nulls).make(EngineImage.class);
    return new EngineImage(Level.HIGHEST, made.nowMicros(), made.rules(), made.lastLedgerSequence(),
        made.lastRecordSequence(),
        made.lastLegOrdinal(), made.lastCorrection(), made.lastAuditSequence(),
        made.organizations().stream().map(SnapshotCodecTest::ownRecharge).toList(),
        made.retrying(), made.zones(), made.decks(), List.of(made.decks().getLast().deckId()), made.stagedDecks(),
        made.serviceNumbers(), made.sessions(),
        made.legs(),
        made.requests().stream().map(SnapshotCodecTest::withoutPrices).toList(), made.bookedCalls(),
        made.reratings(), made.accessTokens());
  }

  /** No request is answered with a re-rating's entry. */
  private static EngineImage.AnsweredRequest withoutPrices(EngineImage.AnsweredRequest request) {
    if (!(request.outcome() instanceof Outcome.EntryMade(var entry)) || entry == null) {
      return request;
    }
    var plain = new LedgerEntry(entry.sequence(), entry.organizationId(), entry.kind(), entry.amountMicros(),
        entry.balanceMicros(), entry.currency(), entry.bookMicros(), entry.reference(), entry.description(), null,
        entry.refundedRecord(), entry.author());
    return new EngineImage.AnsweredRequest(request.organizationId(), request.requestId(), request.fingerprint(),
        new Outcome.EntryMade(plain), request.answeredMicros());
  }

  /** A pending recharge names its organization. */
  private static OrganizationImage ownRecharge(OrganizationImage image) {
    RechargingImage recharging = image.recharging();
    Recharge pending = recharging.pending();
    return new OrganizationImage(image.profile(), image.licences(), image.lots(), image.balanceMicros(),
        image.ledgerBalanceMicros(), image.warnBelowMicros(), image.exhausted(),
        new RechargingImage(recharging.settings(), owned(pending, image.profile().organizationId()),
            recharging.lastNumber(), recharging.day(), recharging.askedMicros(), recharging.retryMicros()),
        image.lifecycle(), image.creditsFollowPurchase());
  }

  private static @Nullable Recharge owned(@Nullable Recharge recharge, String organizationId) {
    return recharge == null
        ? null
        : new Recharge(recharge.rechargeId(), organizationId, recharge.amountMicros(), recharge.requestMicros());
  }

  private static byte[] encode(EngineImage image) throws IOException {
    var out = new ByteArrayOutputStream();
    new SnapshotEncoder(out).write(image, PLACE);
    return out.toByteArray();
  }

  private SnapshotDecoder.Snapshot decode(byte[] encoded) throws IOException {
    return new SnapshotDecoder(pool).read(new ByteArrayInputStream(encoded));
  }
}
