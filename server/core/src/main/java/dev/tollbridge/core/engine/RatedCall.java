package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Rate;
import org.jspecify.annotations.Nullable;

/** What a completed call costs. {@code rate} is null when none was found and the call is free. */
public record RatedCall(CallRecord record, @Nullable Rate rate) {}
