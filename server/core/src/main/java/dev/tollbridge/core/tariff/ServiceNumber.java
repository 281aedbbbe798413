package dev.tollbridge.core.tariff;

/**
 * A bridge's number that callers dial.
 *
 * @param digits E.164 without '+'
 * @param country ISO 3166 alpha-2
 * @param tollFree toll-free, otherwise toll
 */
public record ServiceNumber(String digits, String country, boolean tollFree) {}
