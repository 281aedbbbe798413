package dev.tollbridge.core.engine;

/**
 * A warning of an organization's credit that still holds.
 *
 * @param event EXHAUSTED or LOW_BALANCE
 */
public record CreditStanding(String organizationId, String currency, long balanceMicros, CreditEvent event) {}
