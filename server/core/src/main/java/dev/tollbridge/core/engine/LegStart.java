package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;

/**
 * What is known of a leg from its answer.
 *
 * @param legId the bridge's text for the leg
 * @param serviceNumber E.164 with '+', or empty
 * @param remoteNumber the caller or the dialled number, as the bridge gave it
 * @param remoteCountry ISO 3166 alpha-2, or empty
 */
public record LegStart(
    String legId,
    String conferenceId,
    String organizerId,
    CallType callType,
    String serviceNumber,
    String remoteNumber,
    String remoteCountry,
    long answerMicros) {}
