package dev.tollbridge.server.security;

import static dev.tollbridge.server.security.Role.ADMIN;
import static dev.tollbridge.server.security.Role.BRIDGE;
import static dev.tollbridge.server.security.Role.FINANCE;
import static dev.tollbridge.server.security.Role.METRICS;
import static dev.tollbridge.server.security.Role.OPERATOR;
import static dev.tollbridge.server.security.Role.VIEWER;
import static dev.tollbridge.server.security.Scope.FILTERED;
import static dev.tollbridge.server.security.Scope.NAMED;
import static dev.tollbridge.server.security.Scope.ORGANIZATION;
import static dev.tollbridge.server.security.Scope.PUBLIC;
import static dev.tollbridge.server.security.Scope.SERVER;
import static dev.tollbridge.server.security.Scope.SHARED;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table of who may call what. A method without a row is denied to everybody; administrators that no organization
 * binds may call everything else. Those who are bound can neither make money nor change what all organizations share.
 */
final class Permissions {
  /** Reading metrics over HTTP. */
  static final String METRICS_PAGE = "/metrics";

  private static final String PACKAGE = "tollbridge.v1.";
  private static final Set<Role> NOBODY = Set.of();
  private static final Set<Role> ALL = Set.of(Role.values());
  private static final Set<Role> RATES = Set.of(BRIDGE, FINANCE, VIEWER, OPERATOR);
  private static final Set<Role> TENANT_RATES = Set.of(BRIDGE, ADMIN, FINANCE, VIEWER);
  private static final Set<Role> OFFICE = Set.of(FINANCE, VIEWER);
  private static final Set<Role> TENANT = Set.of(ADMIN, FINANCE, VIEWER);

  private static final Map<String, Permission> TABLE = table(
      // method, scope, roles (administrators always may), roles that are bound to organizations
      own("LegRatingService/StreamLegs", FILTERED, Set.of(BRIDGE), Set.of(BRIDGE)),
      own("LegRatingService/AuthorizeLeg", ORGANIZATION, Set.of(BRIDGE, FINANCE, VIEWER, OPERATOR),
          Set.of(BRIDGE, ADMIN, FINANCE, VIEWER)),
      own("LegRatingService/RateCalls", NAMED, Set.of(BRIDGE, FINANCE), Set.of(BRIDGE, FINANCE)),
      own("OrganizationService/CreateOrganization", ORGANIZATION, Set.of(FINANCE), NOBODY),
      own("OrganizationService/GetOrganization", ORGANIZATION, Set.of(FINANCE, VIEWER, OPERATOR), TENANT),
      own("OrganizationService/ListOrganizations", FILTERED, Set.of(FINANCE, VIEWER, OPERATOR), TENANT),
      own("OrganizationService/UpdateOrganization", ORGANIZATION, Set.of(FINANCE), Set.of(FINANCE)),
      own("OrganizationService/CloseOrganization", ORGANIZATION, Set.of(FINANCE), NOBODY),
      own("OrganizationService/ReopenOrganization", ORGANIZATION, Set.of(FINANCE), NOBODY),
      own("OrganizationService/AssignLicence", ORGANIZATION, Set.of(FINANCE), Set.of(ADMIN, FINANCE)),
      own("OrganizationService/RemoveLicence", ORGANIZATION, Set.of(FINANCE), Set.of(ADMIN, FINANCE)),
      own("OrganizationService/ListLicences", ORGANIZATION, Set.of(FINANCE, VIEWER, OPERATOR), TENANT),
      own("CreditService/PurchaseCredits", ORGANIZATION, Set.of(FINANCE), NOBODY),
      own("CreditService/AdjustCredits", ORGANIZATION, Set.of(FINANCE), NOBODY),
      own("CreditService/RefundCall", ORGANIZATION, Set.of(FINANCE), NOBODY),
      own("CreditService/ReportRecharge", ORGANIZATION, Set.of(FINANCE), NOBODY),
      own("CreditService/UpdateAutoRecharge", ORGANIZATION, Set.of(FINANCE), Set.of(ADMIN, FINANCE)),
      own("CreditService/ListPendingRecharges", FILTERED, OFFICE, TENANT),
      own("CreditService/GetBalance", ORGANIZATION, Set.of(FINANCE, VIEWER, OPERATOR), TENANT),
      own("CreditService/ListLedgerEntries", ORGANIZATION, OFFICE, TENANT),
      own("CreditService/GetLedgerStatement", ORGANIZATION, OFFICE, TENANT),
      own("CreditService/ExportLedgerStatement", ORGANIZATION, OFFICE, TENANT),
      own("CallRecordService/ListCallRecords", ORGANIZATION, OFFICE, TENANT),
      own("CallRecordService/GetCallRecord", ORGANIZATION, OFFICE, TENANT),
      own("CallRecordService/ExportUsageReport", ORGANIZATION, OFFICE, TENANT),
      own("CallRecordService/ListOrganizerTotals", ORGANIZATION, OFFICE, TENANT),
      own("LegService/ListLegs", NAMED, Set.of(FINANCE, VIEWER, OPERATOR), TENANT),
      own("LegService/EndLeg", ORGANIZATION, Set.of(OPERATOR), Set.of(ADMIN)),
      own("TariffService/ImportRateDeck", SERVER, Set.of(FINANCE), NOBODY),
      own("TariffService/DeleteRateDeck", SERVER, Set.of(FINANCE), NOBODY),
      own("TariffService/ListRateDecks", SHARED, RATES, TENANT_RATES),
      own("TariffService/LookupRate", SHARED, RATES, TENANT_RATES),
      own("TariffService/ListRates", SHARED, RATES, TENANT_RATES),
      own("ServiceNumberService/PutServiceNumber", SERVER, Set.of(FINANCE), NOBODY),
      own("ServiceNumberService/DeleteServiceNumber", SERVER, Set.of(FINANCE), NOBODY),
      own("ServiceNumberService/GetServiceNumber", SHARED, RATES, TENANT_RATES),
      own("ServiceNumberService/ListServiceNumbers", SHARED, RATES, TENANT_RATES),
      own("ReratingService/RerateCalls", SERVER, Set.of(FINANCE), NOBODY),
      own("AuditService/ListAuditEntries", ORGANIZATION, Set.of(FINANCE, OPERATOR), Set.of(ADMIN, FINANCE)),
      own("MaintenanceService/GetStatus", SERVER, Set.of(FINANCE, VIEWER, OPERATOR), NOBODY),
      own("MaintenanceService/Backup", SERVER, Set.of(OPERATOR), NOBODY),
      own("AccessService/CreateToken", SERVER, NOBODY, NOBODY),
      own("AccessService/ListTokens", SERVER, NOBODY, NOBODY),
      own("AccessService/RevokeToken", SERVER, NOBODY, NOBODY),
      new Permission(METRICS_PAGE, SERVER, Set.of(METRICS, OPERATOR), NOBODY),
      new Permission("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", SHARED, ALL, ALL),
      new Permission("grpc.health.v1.Health/Check", PUBLIC, ALL, ALL),
      new Permission("grpc.health.v1.Health/List", PUBLIC, ALL, ALL),
      new Permission("grpc.health.v1.Health/Watch", PUBLIC, ALL, ALL));

  private Permissions() {}

  private static Permission own(String method, Scope scope, Set<Role> roles, Set<Role> boundRoles) {
    return new Permission(PACKAGE + method, scope, roles, boundRoles);
  }

  private static Map<String, Permission> table(Permission... rows) {
    return Arrays.stream(rows).collect(Collectors.toUnmodifiableMap(Permission::method, Function.identity()));
  }

  static boolean has(String method) {
    return TABLE.containsKey(method);
  }

  static Map<String, Permission> table() {
    return TABLE;
  }

  /** The row of a method. */
  static Permission of(String method) {
    Permission row = TABLE.get(method);
    if (row == null) {
      throw new AccessRefusedException(AccessRefusal.METHOD_NOT_LISTED, method + " is closed to everybody");
    }
    return row;
  }
}
