package dev.tollbridge.core.engine;

/**
 * Who calls whom on whose account. Numbers are resolved before a call is logged, so newer telephone metadata never
 * changes the result of an older log.
 *
 * @param serviceNumber E.164 with '+', another text that the bridge gave instead, or empty
 * @param remoteNumber the caller or the dialled number: E.164 with '+' where the bridge's text gives that, an emergency
 *        number as it is dialled within its country, otherwise the text
 * @param remoteDigits E.164 digits of the remote number, without '+'; empty when it is not E.164
 * @param remoteCountry ISO 3166 alpha-2 of the remote number, or empty
 * @param emergency the dialled number is an emergency number
 */
public record Call(
    String organizationId,
    String organizerId,
    Direction direction,
    String serviceNumber,
    String remoteNumber,
    String remoteDigits,
    String remoteCountry,
    boolean emergency) {}
