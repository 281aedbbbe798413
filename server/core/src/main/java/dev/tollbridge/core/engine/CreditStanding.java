package dev.tollbridge.core.engine;

/**
 * What holds of an organization's credit and was warned of.
 *
 * @param event EXHAUSTED or LOW_BALANCE
 */
public record CreditStanding(String organizationId, String currency, long balanceMicros, CreditEvent event) {}
