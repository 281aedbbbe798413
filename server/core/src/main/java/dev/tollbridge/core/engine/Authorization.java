package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a leg may start now.
 *
 * @param rate what it would cost; null when no rate was found or needed
 * @param creditLastsMinutes for how many minutes the credit pays for it beside the legs that are active; null when it
 *   costs nothing or is denied
 */
public record Authorization(
    @Nullable DenialReason denial, @Nullable Rate rate, @Nullable Integer creditLastsMinutes) {}
