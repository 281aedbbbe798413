package dev.tollbridge.server.security;

/** What a caller is for; the API's roles. */
public enum Role {
  BRIDGE, ADMIN, FINANCE, VIEWER, OPERATOR, METRICS
}
