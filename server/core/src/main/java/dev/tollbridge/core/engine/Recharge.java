package dev.tollbridge.core.engine;

/** A recharge that waits for its payment. */
public record Recharge(String rechargeId, String organizationId, long amountMicros, long requestMicros) {}
