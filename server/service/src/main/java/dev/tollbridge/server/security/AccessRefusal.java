package dev.tollbridge.server.security;

/** Why a caller was refused; the reasons of UNAUTHENTICATED and PERMISSION_DENIED errors. */
public enum AccessRefusal {
  NO_CREDENTIALS(true), INVALID_CREDENTIALS(true), TOKEN_EXPIRED(true), TOKEN_REVOKED(true), UNKNOWN_CERTIFICATE(
      true),
  ROLE_NOT_ALLOWED(false), BOUND_TO_ORGANIZATIONS(false), ORGANIZATION_NOT_ALLOWED(
      false),
  BRIDGE_ID_NOT_ALLOWED(false), METHOD_NOT_LISTED(false);

  private final boolean identity;

  AccessRefusal(boolean identity) {
    this.identity = identity;
  }

  /** Whether it is not known who calls; otherwise the caller may not do it. */
  boolean isAboutIdentity() {
    return identity;
  }
}
