package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.AutoRecharge;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.DialOutPolicy;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.Licence;
import dev.tollbridge.core.engine.Lifecycle;
import dev.tollbridge.core.engine.OrganizationImage;
import dev.tollbridge.core.engine.OrganizationImage.RechargingImage;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.Recharge;
import dev.tollbridge.server.log.v1.LogAssignLicence;
import dev.tollbridge.server.log.v1.SnapshotLedgerEntry;
import dev.tollbridge.server.log.v1.SnapshotLot;
import dev.tollbridge.server.log.v1.SnapshotOrganization;
import org.jspecify.annotations.Nullable;

/** Organizations and ledger entries in the snapshot's format, both ways. */
final class ImageOrganizations {
  private ImageOrganizations() {}

  static SnapshotOrganization encode(OrganizationImage image) {
    var encoded = profile(image.profile());
    image.licences().forEach(licence -> encoded.addLicences(LogAssignLicence.newBuilder()
        .setOrganizerId(licence.organizerId()).setPolicy(licence.policy().name())));
    image.lots()
        .forEach(lot -> encoded.addLots(
            SnapshotLot.newBuilder().setPurchaseMicros(lot.purchaseMicros()).setExpireMicros(lot.expireMicros())
                .setAmountMicros(lot.amountMicros()).setRemainingMicros(lot.remainingMicros())));
    encoded.setBalanceMicros(image.balanceMicros()).setLedgerBalanceMicros(image.ledgerBalanceMicros())
        .setWarnBelowMicros(image.warnBelowMicros()).setExhausted(image.exhausted());
    encoded.setCreditsFollowPurchase(image.creditsFollowPurchase());
    if (!image.lifecycle().equals(Lifecycle.ACTIVE)) {
      encoded.setLifecycle(LifecycleCodec.encode(image.lifecycle()));
    }
    encode(image.recharging(), image.profile().organizationId(), encoded);
    return encoded.build();
  }

  /** A profile alone. */
  static SnapshotOrganization.Builder profile(Profile profile) {
    return SnapshotOrganization.newBuilder().setProfile(CommandEncoder.profile(profile))
        .setCreateMicros(profile.createMicros());
  }

  private static void encode(RechargingImage image, String id, SnapshotOrganization.Builder encoded) {
    encoded.setAutoRecharge(CommandEncoder.autoRecharge(new Command.UpdateAutoRecharge(id, image.settings())))
        .setLastRechargeNumber(image.lastNumber()).setRechargeDay(image.day())
        .setRechargeAskedMicros(image.askedMicros()).setRechargeRetryMicros(image.retryMicros());
    Recharge pending = image.pending();
    if (pending != null) {
      encoded.setPendingRechargeId(pending.rechargeId()).setPendingAmountMicros(pending.amountMicros())
          .setPendingRequestMicros(pending.requestMicros());
    }
  }

  static OrganizationImage decode(SnapshotOrganization encoded) {
    return new OrganizationImage(decodeProfile(encoded),
        encoded.getLicencesList().stream()
            .map(licence -> new Licence(licence.getOrganizerId(), DialOutPolicy.valueOf(licence.getPolicy()))).toList(),
        encoded.getLotsList().stream().map(lot -> new OrganizationImage.Lot(lot.getPurchaseMicros(),
            lot.getExpireMicros(), lot.getAmountMicros(), lot.getRemainingMicros())).toList(),
        encoded.getBalanceMicros(), encoded.getLedgerBalanceMicros(), encoded.getWarnBelowMicros(),
        encoded.getExhausted(), recharging(encoded),
        encoded.hasLifecycle() ? LifecycleCodec.decode(encoded.getLifecycle()) : Lifecycle.ACTIVE,
        encoded.getCreditsFollowPurchase());
  }

  static Profile decodeProfile(SnapshotOrganization encoded) {
    return CommandDecoder.profile(encoded.getProfile()).withCreateMicros(encoded.getCreateMicros());
  }

  private static RechargingImage recharging(SnapshotOrganization encoded) {
    AutoRecharge settings = CommandDecoder.autoRecharge(encoded.getAutoRecharge()).autoRecharge();
    return new RechargingImage(settings, pending(encoded), encoded.getLastRechargeNumber(), encoded.getRechargeDay(),
        encoded.getRechargeAskedMicros(), encoded.getRechargeRetryMicros());
  }

  private static @Nullable Recharge pending(SnapshotOrganization encoded) {
    return encoded.getPendingRechargeId().isEmpty()
        ? null
        : new Recharge(encoded.getPendingRechargeId(), encoded.getProfile().getOrganizationId(),
            encoded.getPendingAmountMicros(), encoded.getPendingRequestMicros());
  }

  static SnapshotLedgerEntry encode(LedgerEntry entry) {
    var encoded = SnapshotLedgerEntry.newBuilder().setSequence(entry.sequence())
        .setOrganizationId(entry.organizationId())
        .setKind(entry.kind().name()).setAmountMicros(entry.amountMicros()).setBalanceMicros(entry.balanceMicros())
        .setCurrency(entry.currency()).setBookMicros(entry.bookMicros()).setReference(entry.reference())
        .setDescription(entry.description()).setAuthor(entry.author());
    if (entry.refundedRecord() != null) {
      encoded.setRefundedRecord(entry.refundedRecord());
    }
    return encoded.build();
  }

  static LedgerEntry decode(SnapshotLedgerEntry encoded) {
    return new LedgerEntry(encoded.getSequence(), encoded.getOrganizationId(),
        LedgerEntry.Kind.valueOf(encoded.getKind()), encoded.getAmountMicros(), encoded.getBalanceMicros(),
        encoded.getCurrency(), encoded.getBookMicros(), encoded.getReference(), encoded.getDescription(), null,
        encoded.hasRefundedRecord() ? encoded.getRefundedRecord() : null, encoded.getAuthor());
  }
}
