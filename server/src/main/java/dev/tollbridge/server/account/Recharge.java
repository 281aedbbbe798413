package dev.tollbridge.server.account;

/** A recharge that waits for its payment. */
public record Recharge(String rechargeId, String organizationId, long amountMicros, long requestMicros) {}
