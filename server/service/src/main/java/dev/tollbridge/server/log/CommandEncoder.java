package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.AutoRecharge;
import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.server.log.v1.LogAcknowledgeClosings;
import dev.tollbridge.server.log.v1.LogAddDeck;
import dev.tollbridge.server.log.v1.LogAllClocksBehind;
import dev.tollbridge.server.log.v1.LogAnswered;
import dev.tollbridge.server.log.v1.LogAssignLicence;
import dev.tollbridge.server.log.v1.LogBookCall;
import dev.tollbridge.server.log.v1.LogBridgeClock;
import dev.tollbridge.server.log.v1.LogCall;
import dev.tollbridge.server.log.v1.LogCommand;
import dev.tollbridge.server.log.v1.LogConfigure;
import dev.tollbridge.server.log.v1.LogCreateOrganization;
import dev.tollbridge.server.log.v1.LogDeleteDeck;
import dev.tollbridge.server.log.v1.LogEndLegs;
import dev.tollbridge.server.log.v1.LogEnded;
import dev.tollbridge.server.log.v1.LogLegEvent;
import dev.tollbridge.server.log.v1.LogLegEvents;
import dev.tollbridge.server.log.v1.LogListActiveLegs;
import dev.tollbridge.server.log.v1.LogMoveCredits;
import dev.tollbridge.server.log.v1.LogProfile;
import dev.tollbridge.server.log.v1.LogRaiseLevel;
import dev.tollbridge.server.log.v1.LogRemoveLicence;
import dev.tollbridge.server.log.v1.LogReportRecharge;
import dev.tollbridge.server.log.v1.LogRequest;
import dev.tollbridge.server.log.v1.LogRevokeToken;
import dev.tollbridge.server.log.v1.LogServiceNumber;
import dev.tollbridge.server.log.v1.LogSession;
import dev.tollbridge.server.log.v1.LogStageRates;
import dev.tollbridge.server.log.v1.LogTick;
import dev.tollbridge.server.log.v1.LogUpdateAutoRecharge;
import dev.tollbridge.server.log.v1.LogUpdateOrganization;

/** Turns commands into the log's format. */
public final class CommandEncoder {
  private CommandEncoder() {}

  public static LogCommand encode(Command command) {
    return encode(0, command, Author.NONE);
  }

  static LogCommand encode(int shard, Command command, Author author) {
    var encoded = LogCommand.newBuilder().setShard(shard);
    if (!author.equals(Author.NONE)) {
      encoded.setAuthor(LifecycleCodec.encode(author));
    }
    switch (command) {
      case Command.Configure configure -> encoded.setConfigure(configure(configure));
      case Command.RaiseLevel raise -> encoded.setRaiseLevel(level(raise));
      case Command.PutZones put -> encoded.setPutZones(ZoneCodec.encode(put));
      case Command.Tick _ -> encoded.setTick(LogTick.getDefaultInstance());
      case Command.CreateOrganization create -> encoded.setCreateOrganization(LogCreateOrganization.newBuilder()
          .setRequest(request(create.request())).setProfile(profile(create.profile()))
          .setCreditsFollowPurchase(create.creditsFollowPurchase()));
      case Command.CloseOrganization close -> encoded.setCloseOrganization(LifecycleCodec.encode(close));
      case Command.ReopenOrganization reopen -> encoded.setReopenOrganization(LifecycleCodec.encode(reopen));
      case Command.HangUpLeg hangUp -> encoded.setHangUpLeg(LifecycleCodec.encode(hangUp));
      case Command.RefundCall refund -> encoded.setRefundCall(LifecycleCodec.encode(refund));
      case Command.UpdateOrganization update -> encoded.setUpdateOrganization(update(update));
      case Command.AssignLicence assign -> encoded.setAssignLicence(LogAssignLicence.newBuilder()
          .setOrganizationId(assign.organizationId()).setOrganizerId(assign.licence().organizerId())
          .setPolicy(assign.licence().policy().name()));
      case Command.RemoveLicence remove -> encoded.setRemoveLicence(LogRemoveLicence.newBuilder()
          .setOrganizationId(remove.organizationId()).setOrganizerId(remove.organizerId()));
      case Command.PurchaseCredits purchase -> encoded.setPurchaseCredits(move(purchase.request(),
          purchase.organizationId(), purchase.amountMicros(), ""));
      case Command.AdjustCredits adjust -> encoded.setAdjustCredits(move(adjust.request(), adjust.organizationId(),
          adjust.amountMicros(), adjust.reason()));
      case Command.UpdateAutoRecharge update -> encoded.setUpdateAutoRecharge(autoRecharge(update));
      case Command.ReportRecharge report -> encoded.setReportRecharge(LogReportRecharge.newBuilder()
          .setRequest(request(report.request())).setOrganizationId(report.organizationId())
          .setRechargeId(report.rechargeId()).setFailure(report.failure()));
      case Command.StageRates stage -> encoded.setStageRates(stage(stage));
      case Command.AddDeck add -> encoded.setAddDeck(add(add));
      case Command.DeleteDeck delete -> encoded.setDeleteDeck(LogDeleteDeck.newBuilder().setDeckId(delete.deckId()));
      case Command.PutServiceNumber put -> encoded.setPutServiceNumber(number(put.number()));
      case Command.DeleteServiceNumber delete ->
        encoded.setDeleteServiceNumber(LogServiceNumber.newBuilder().setDigits(delete.digits()));
      case Command.OpenSession open -> encoded.setOpenSession(session(open.bridgeId(), open.session())
          .toBuilder().setOwner(open.owner()).setBound(open.bound()));
      case Command.CreateToken create -> encoded.setCreateToken(TokenCodec.encode(create.token()));
      case Command.RevokeToken revoke ->
        encoded.setRevokeToken(LogRevokeToken.newBuilder().setTokenId(revoke.tokenId()));
      case Command.Contact contact -> encoded.setContact(session(contact.bridgeId(), contact.session()));
      case Command.BridgeClock clock -> encoded.setBridgeClock(LogBridgeClock.newBuilder()
          .setSession(session(clock.bridgeId(), clock.session())).setBehindMicros(clock.behindMicros()));
      case Command.AllClocksBehind all ->
        encoded.setAllClocksBehind(LogAllClocksBehind.newBuilder().setBehindMicros(all.behindMicros()));
      case Command.LegEvents events -> encoded.setLegEvents(events(events));
      case Command.EndLegs end -> encoded.setEndLegs(endLegs(end));
      case Command.ListActiveLegs list -> encoded.setListActiveLegs(LogListActiveLegs.newBuilder()
          .setSession(session(list.bridgeId(), list.session())).setThroughSequence(list.throughSequence())
          .addAllLegNumbers(list.legNumbers()).setFirst(list.first()).setComplete(list.complete()));
      case Command.AcknowledgeClosings acknowledge -> encoded.setAcknowledgeClosings(LogAcknowledgeClosings
          .newBuilder().setSession(session(acknowledge.bridgeId(), acknowledge.session()))
          .addAllLegNumbers(acknowledge.legNumbers()));
      case Command.BookCall book -> encoded.setBookCall(book(book));
      case Command.OpenRerating open -> encoded.setOpenRerating(ReratingCodec.encode(open));
      case Command.RerateCalls batch -> encoded.setRerateCalls(ReratingCodec.encode(batch));
    }
    return encoded.build();
  }

  /** An unknown level fails here, before it makes the log impossible to apply. */
  private static LogRaiseLevel level(Command.RaiseLevel raise) {
    return LogRaiseLevel.newBuilder().setLevel(Level.of(raise.level()).number()).build();
  }

  static LogConfigure configure(Command.Configure configure) {
    return LogConfigure.newBuilder().setLeaseMicros(configure.leaseMicros()).setOrphanMicros(configure.orphanMicros())
        .setMinimumPurchaseMicros(configure.minimumPurchaseMicros()).build();
  }

  static LogRequest request(Request request) {
    return LogRequest.newBuilder().setRequestId(request.requestId()).setFingerprint(request.fingerprint()).build();
  }

  static LogProfile profile(Profile profile) {
    return LogProfile.newBuilder().setOrganizationId(profile.organizationId()).setDisplayName(profile.displayName())
        .setCountry(profile.country()).setCurrency(profile.currency()).setCreditsSetUp(profile.creditsSetUp())
        .addAllLowBalanceThresholdsMicros(profile.lowBalanceThresholdsMicros())
        .setAllOrganizersLicensed(profile.allOrganizersLicensed()).build();
  }

  private static LogUpdateOrganization update(Command.UpdateOrganization update) {
    var encoded = LogUpdateOrganization.newBuilder().setOrganizationId(update.organizationId());
    if (update.displayName() != null) {
      encoded.setDisplayName(update.displayName());
    }
    if (update.creditsSetUp() != null) {
      encoded.setCreditsSetUp(update.creditsSetUp());
    }
    if (update.lowBalanceThresholdsMicros() != null) {
      encoded.setThresholdsChanged(true).addAllLowBalanceThresholdsMicros(update.lowBalanceThresholdsMicros());
    }
    if (update.allOrganizersLicensed() != null) {
      encoded.setAllOrganizersLicensed(update.allOrganizersLicensed());
    }
    return encoded.build();
  }

  private static LogMoveCredits move(Request request, String organizationId, long amountMicros, String reason) {
    return LogMoveCredits.newBuilder().setRequest(request(request)).setOrganizationId(organizationId)
        .setAmountMicros(amountMicros).setReason(reason).build();
  }

  static LogUpdateAutoRecharge autoRecharge(Command.UpdateAutoRecharge update) {
    var encoded = LogUpdateAutoRecharge.newBuilder().setOrganizationId(update.organizationId());
    AutoRecharge wanted = update.autoRecharge();
    if (wanted != null) {
      encoded.setOn(true).setTriggerMicros(wanted.triggerMicros()).setAmountMicros(wanted.amountMicros())
          .setDailyCapMicros(wanted.dailyCapMicros());
    }
    return encoded.build();
  }

  private static LogStageRates stage(Command.StageRates stage) {
    var encoded = LogStageRates.newBuilder().setDeckId(stage.deckId()).setPart(stage.part());
    stage.rates().forEach(rate -> encoded.addRates(RateCodec.encode(rate)));
    return encoded.build();
  }

  static LogAddDeck add(Command.AddDeck add) {
    var encoded = LogAddDeck.newBuilder().setDeckId(add.deckId()).setDisplayName(add.displayName())
        .setCallType(add.callType().name()).setCurrency(add.currency()).setEffectiveMicros(add.effectiveMicros())
        .setContentSha256(add.contentSha256()).setRateCount(add.rateCount());
    if (add.importMicros() != null) {
      encoded.setImportMicros(add.importMicros());
    }
    return encoded.build();
  }

  static LogServiceNumber number(ServiceNumber number) {
    return LogServiceNumber.newBuilder().setDigits(number.digits()).setCountry(number.country())
        .setTollFree(number.tollFree()).build();
  }

  static LogSession session(String bridgeId, long session) {
    return LogSession.newBuilder().setBridgeId(bridgeId).setSession(session).build();
  }

  private static LogLegEvents events(Command.LegEvents events) {
    var encoded = LogLegEvents.newBuilder().setSession(session(events.bridgeId(), events.session()))
        .setFrom(events.from()).setThrough(events.through());
    events.events().forEach(event -> encoded.addEvents(event(event)));
    return encoded.build();
  }

  private static LogEndLegs endLegs(Command.EndLegs end) {
    var encoded = LogEndLegs.newBuilder().setSession(session(end.bridgeId(), end.session()));
    end.ends().forEach(event -> encoded.addEnds(event(event)));
    return encoded.build();
  }

  private static LogLegEvent event(LegEvent event) {
    var encoded = LogLegEvent.newBuilder().setSequence(event.sequence()).setLegNumber(event.legNumber());
    switch (event) {
      case LegEvent.Answered answered -> encoded.setAnswered(LogAnswered.newBuilder().setLegId(answered.legId())
          .setConferenceId(answered.conferenceId()).setCall(call(answered.call()))
          .setAnswerMicros(answered.answerMicros()));
      case LegEvent.Ended ended ->
        encoded.setEnded(LogEnded.newBuilder().setOrganizationId(ended.organizationId())
            .setEndMicros(ended.endMicros()).setCause(ended.cause()));
    }
    return encoded.build();
  }

  private static LogCall call(Call call) {
    return LogCall.newBuilder().setOrganizationId(call.organizationId()).setOrganizerId(call.organizerId())
        .setDialOut(call.direction() == Direction.DIAL_OUT).setServiceNumber(call.serviceNumber())
        .setRemoteNumber(call.remoteNumber()).setRemoteDigits(call.remoteDigits())
        .setRemoteCountry(call.remoteCountry()).setEmergency(call.emergency()).build();
  }

  private static LogBookCall book(Command.BookCall book) {
    var encoded = LogBookCall.newBuilder().setUsageId(book.usageId()).setFingerprint(book.fingerprint())
        .setLegId(book.legId()).setConferenceId(book.conferenceId()).setCall(call(book.call()))
        .setEndMicros(book.endMicros());
    if (book.answerMicros() != null) {
      encoded.setAnswerMicros(book.answerMicros());
    }
    return encoded.build();
  }
}
