package dev.tollbridge.server.engine;

import dev.tollbridge.server.leg.CallRecord;
import dev.tollbridge.server.tariff.Rate;
import org.jspecify.annotations.Nullable;

/** What a completed call costs. {@code rate} is null when none was found and the call is free. */
public record RatedCall(CallRecord record, @Nullable Rate rate) {}
