package dev.tollbridge.core.engine;

/**
 * When and how credit is bought automatically.
 *
 * @param triggerMicros a recharge is requested when the balance falls below this
 * @param amountMicros what is bought
 * @param dailyCapMicros at most this much is requested in a UTC day
 */
public record AutoRecharge(long triggerMicros, long amountMicros, long dailyCapMicros) {}
