package dev.tollbridge.core.engine;

/** What happened to an organization's credit that people should know. */
public enum CreditEvent {
  LOW_BALANCE, EXHAUSTED, RECHARGE_REQUESTED, RECHARGE_SUCCEEDED, RECHARGE_FAILED
}
