package dev.tollbridge.core.engine;

/**
 * Names an active leg.
 *
 * @param legNumber the bridge's number for the leg within the session
 * @param legId the bridge's id for the leg; not guaranteed unique
 * @param organizationId who pays
 * @param currency ISO 4217
 */
public record LegRef(
    String bridgeId, long session, long legNumber, String legId, String organizationId, String currency) {}
