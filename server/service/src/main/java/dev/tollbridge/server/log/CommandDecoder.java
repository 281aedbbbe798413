package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.AutoRecharge;
import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.DialOutPolicy;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Licence;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.server.log.v1.LogAddDeck;
import dev.tollbridge.server.log.v1.LogBookCall;
import dev.tollbridge.server.log.v1.LogCall;
import dev.tollbridge.server.log.v1.LogCommand;
import dev.tollbridge.server.log.v1.LogConfigure;
import dev.tollbridge.server.log.v1.LogLegEvent;
import dev.tollbridge.server.log.v1.LogLegEvents;
import dev.tollbridge.server.log.v1.LogListActiveLegs;
import dev.tollbridge.server.log.v1.LogMoveCredits;
import dev.tollbridge.server.log.v1.LogProfile;
import dev.tollbridge.server.log.v1.LogReportRecharge;
import dev.tollbridge.server.log.v1.LogRequest;
import dev.tollbridge.server.log.v1.LogServiceNumber;
import dev.tollbridge.server.log.v1.LogUpdateAutoRecharge;
import dev.tollbridge.server.log.v1.LogUpdateOrganization;

/** Turns the log's format back into commands. */
public final class CommandDecoder {
  private CommandDecoder() {}

  public static Command decode(LogCommand command) {
    return switch (command.getCommandCase()) {
      case CONFIGURE -> configure(command.getConfigure());
      case RAISE_LEVEL -> new Command.RaiseLevel(command.getRaiseLevel().getLevel());
      case PUT_ZONES -> ZoneCodec.decode(command.getPutZones());
      case TICK -> new Command.Tick();
      case CREATE_ORGANIZATION -> new Command.CreateOrganization(
          request(command.getCreateOrganization().getRequest()), profile(command.getCreateOrganization().getProfile()),
          command.getCreateOrganization().getCreditsFollowPurchase());
      case CLOSE_ORGANIZATION -> LifecycleCodec.decode(command.getCloseOrganization());
      case REOPEN_ORGANIZATION -> LifecycleCodec.decode(command.getReopenOrganization());
      case HANG_UP_LEG -> LifecycleCodec.decode(command.getHangUpLeg());
      case REFUND_CALL -> LifecycleCodec.decode(command.getRefundCall());
      case UPDATE_ORGANIZATION -> update(command.getUpdateOrganization());
      case ASSIGN_LICENCE -> new Command.AssignLicence(command.getAssignLicence().getOrganizationId(), new Licence(
          command.getAssignLicence().getOrganizerId(), DialOutPolicy.valueOf(command.getAssignLicence().getPolicy())));
      case REMOVE_LICENCE -> new Command.RemoveLicence(command.getRemoveLicence().getOrganizationId(),
          command.getRemoveLicence().getOrganizerId());
      case PURCHASE_CREDITS -> purchase(command.getPurchaseCredits());
      case ADJUST_CREDITS -> adjust(command.getAdjustCredits());
      case UPDATE_AUTO_RECHARGE -> autoRecharge(command.getUpdateAutoRecharge());
      case REPORT_RECHARGE -> report(command.getReportRecharge());
      case STAGE_RATES -> new Command.StageRates(command.getStageRates().getDeckId(),
          command.getStageRates().getPart(),
          command.getStageRates().getRatesList().stream().map(RateCodec::decode).toList());
      case ADD_DECK -> add(command.getAddDeck());
      case DELETE_DECK -> new Command.DeleteDeck(command.getDeleteDeck().getDeckId());
      case PUT_SERVICE_NUMBER -> new Command.PutServiceNumber(number(command.getPutServiceNumber()));
      case DELETE_SERVICE_NUMBER -> new Command.DeleteServiceNumber(command.getDeleteServiceNumber().getDigits());
      case OPEN_SESSION -> new Command.OpenSession(command.getOpenSession().getBridgeId(),
          command.getOpenSession().getSession(), command.getOpenSession().getOwner(),
          command.getOpenSession().getBound());
      case CREATE_TOKEN -> new Command.CreateToken(TokenCodec.decode(command.getCreateToken()));
      case REVOKE_TOKEN -> new Command.RevokeToken(command.getRevokeToken().getTokenId());
      case CONTACT -> new Command.Contact(command.getContact().getBridgeId(), command.getContact().getSession());
      case BRIDGE_CLOCK -> new Command.BridgeClock(command.getBridgeClock().getSession().getBridgeId(),
          command.getBridgeClock().getSession().getSession(), command.getBridgeClock().getBehindMicros());
      case ALL_CLOCKS_BEHIND -> new Command.AllClocksBehind(command.getAllClocksBehind().getBehindMicros());
      case LEG_EVENTS -> events(command.getLegEvents());
      case END_LEGS -> new Command.EndLegs(command.getEndLegs().getSession().getBridgeId(),
          command.getEndLegs().getSession().getSession(),
          command.getEndLegs().getEndsList().stream().map(CommandDecoder::ended).toList());
      case LIST_ACTIVE_LEGS -> list(command.getListActiveLegs());
      case ACKNOWLEDGE_CLOSINGS -> new Command.AcknowledgeClosings(
          command.getAcknowledgeClosings().getSession().getBridgeId(),
          command.getAcknowledgeClosings().getSession().getSession(),
          command.getAcknowledgeClosings().getLegNumbersList());
      case BOOK_CALL -> book(command.getBookCall());
      case OPEN_RERATING -> ReratingCodec.decode(command.getOpenRerating());
      case RERATE_CALLS -> ReratingCodec.decode(command.getRerateCalls());
      case COMMAND_NOT_SET -> throw new NewerFormatException(
          "a log entry holds a command that this version does not know; start the version that wrote it, or a newer one");
    };
  }

  static Command.Configure configure(LogConfigure configure) {
    return new Command.Configure(configure.getLeaseMicros(), configure.getOrphanMicros(),
        configure.getMinimumPurchaseMicros());
  }

  static Request request(LogRequest request) {
    return new Request(request.getRequestId(), request.getFingerprint());
  }

  static Profile profile(LogProfile profile) {
    return new Profile(profile.getOrganizationId(), profile.getDisplayName(), profile.getCountry(),
        profile.getCurrency(), profile.getCreditsSetUp(), profile.getLowBalanceThresholdsMicrosList(),
        profile.getAllOrganizersLicensed(), 0);
  }

  private static Command update(LogUpdateOrganization update) {
    return new Command.UpdateOrganization(update.getOrganizationId(),
        update.hasDisplayName() ? update.getDisplayName() : null,
        update.hasCreditsSetUp() ? update.getCreditsSetUp() : null,
        update.getThresholdsChanged() ? update.getLowBalanceThresholdsMicrosList() : null,
        update.hasAllOrganizersLicensed() ? update.getAllOrganizersLicensed() : null);
  }

  private static Command purchase(LogMoveCredits move) {
    return new Command.PurchaseCredits(request(move.getRequest()), move.getOrganizationId(), move.getAmountMicros());
  }

  private static Command adjust(LogMoveCredits move) {
    return new Command.AdjustCredits(request(move.getRequest()), move.getOrganizationId(), move.getAmountMicros(),
        move.getReason());
  }

  static Command.UpdateAutoRecharge autoRecharge(LogUpdateAutoRecharge update) {
    return new Command.UpdateAutoRecharge(update.getOrganizationId(), update.getOn()
        ? new AutoRecharge(update.getTriggerMicros(), update.getAmountMicros(), update.getDailyCapMicros())
        : null);
  }

  private static Command report(LogReportRecharge report) {
    return new Command.ReportRecharge(request(report.getRequest()), report.getOrganizationId(),
        report.getRechargeId(), report.getFailure());
  }

  static Command.AddDeck add(LogAddDeck add) {
    return new Command.AddDeck(add.getDeckId(), add.getDisplayName(), CallType.valueOf(add.getCallType()),
        add.getCurrency(), add.getEffectiveMicros(), add.getContentSha256(), add.getRateCount(),
        add.hasImportMicros() ? add.getImportMicros() : null);
  }

  static ServiceNumber number(LogServiceNumber number) {
    return new ServiceNumber(number.getDigits(), number.getCountry(), number.getTollFree());
  }

  private static Command events(LogLegEvents events) {
    return new Command.LegEvents(events.getSession().getBridgeId(), events.getSession().getSession(),
        events.getFrom(), events.getThrough(),
        events.getEventsList().stream().map(CommandDecoder::event).toList());
  }

  private static LegEvent event(LogLegEvent event) {
    return switch (event.getEventCase()) {
      case ANSWERED -> new LegEvent.Answered(event.getSequence(), event.getLegNumber(),
          event.getAnswered().getLegId(), event.getAnswered().getConferenceId(), call(event.getAnswered().getCall()),
          event.getAnswered().getAnswerMicros());
      case ENDED -> ended(event);
      case EVENT_NOT_SET -> throw new IllegalArgumentException("a log entry holds an unknown leg event");
    };
  }

  private static LegEvent.Ended ended(LogLegEvent event) {
    return new LegEvent.Ended(event.getSequence(), event.getLegNumber(), event.getEnded().getOrganizationId(),
        event.getEnded().getEndMicros(), event.getEnded().getCause());
  }

  private static Call call(LogCall call) {
    return new Call(call.getOrganizationId(), call.getOrganizerId(),
        call.getDialOut() ? Direction.DIAL_OUT : Direction.DIAL_IN, call.getServiceNumber(), call.getRemoteNumber(),
        call.getRemoteDigits(), call.getRemoteCountry(), call.getEmergency());
  }

  private static Command list(LogListActiveLegs list) {
    return new Command.ListActiveLegs(list.getSession().getBridgeId(), list.getSession().getSession(),
        list.getThroughSequence(), list.getLegNumbersList(), list.getFirst(), list.getComplete());
  }

  private static Command book(LogBookCall book) {
    return new Command.BookCall(book.getUsageId(), book.getFingerprint(), book.getLegId(), book.getConferenceId(),
        call(book.getCall()), book.hasAnswerMicros() ? book.getAnswerMicros() : null, book.getEndMicros());
  }
}
