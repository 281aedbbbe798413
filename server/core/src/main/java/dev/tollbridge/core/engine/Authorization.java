package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a leg may start now.
 *
 * @param rate null when none was found or needed
 * @param creditLastsMinutes for how many minutes the credit pays for this leg's charges and for the active legs, these
 *   at their prices per minute; null when it costs nothing or is denied
 */
public record Authorization(
    @Nullable DenialReason denial, @Nullable Rate rate, @Nullable Integer creditLastsMinutes) {}
