package dev.tollbridge.core.engine;

/** What a command is about, for the audit log; nothing for those that no author sends. */
record AuditSubject(String organizationId, String requestId, String subject) {
  private static final AuditSubject NONE = new AuditSubject("", "", "");

  static AuditSubject of(Command command) {
    return switch (command) {
      case Command.CreateOrganization c -> of(c.profile().organizationId(), c.request(), "");
      case Command.UpdateOrganization c -> new AuditSubject(c.organizationId(), "", "");
      case Command.CloseOrganization c -> of(c.organizationId(), c.request(), c.settlement().name());
      case Command.ReopenOrganization c -> of(c.organizationId(), c.request(), "");
      case Command.AssignLicence c -> new AuditSubject(c.organizationId(), "", c.licence().organizerId());
      case Command.RemoveLicence c -> new AuditSubject(c.organizationId(), "", c.organizerId());
      case Command.PurchaseCredits c -> of(c.organizationId(), c.request(), "");
      case Command.AdjustCredits c -> of(c.organizationId(), c.request(), c.reason());
      case Command.RefundCall c -> of(c.organizationId(), c.request(), c.call().usageId());
      case Command.UpdateAutoRecharge c -> new AuditSubject(c.organizationId(), "", "");
      case Command.ReportRecharge c -> of(c.organizationId(), c.request(), c.rechargeId());
      case Command.HangUpLeg c -> of(c.organizationId(), c.request(), c.bridgeId() + "/" + c.legId());
      case Command.AddDeck c -> shared(c.deckId());
      case Command.DeleteDeck c -> shared(c.deckId());
      case Command.PutServiceNumber c -> shared(c.number().digits());
      case Command.DeleteServiceNumber c -> shared(c.digits());
      case Command.CreateToken c -> shared(c.token().tokenId());
      case Command.RevokeToken c -> shared(c.tokenId());
      case Command.OpenRerating c -> of(c.scope().organizationId(), c.request(), "");
      case Command.StageRates _,Command.PutZones _,Command.BookCall _,Command.RerateCalls _ -> NONE;
      case Command.Configure _,Command.RaiseLevel _,Command.Tick _,Command.AllClocksBehind _ -> NONE;
      case Command.OpenSession _,Command.Contact _,Command.BridgeClock _,Command.LegEvents _ -> NONE;
      case Command.EndLegs _,Command.ListActiveLegs _,Command.AcknowledgeClosings _ -> NONE;
    };
  }

  private static AuditSubject of(String organizationId, Request request, String subject) {
    return new AuditSubject(organizationId, request.requestId(), subject);
  }

  private static AuditSubject shared(String subject) {
    return new AuditSubject("", "", subject);
  }
}
