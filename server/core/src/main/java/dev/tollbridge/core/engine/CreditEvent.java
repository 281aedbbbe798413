package dev.tollbridge.core.engine;

/** Something about an organization's credit that people should know. */
public enum CreditEvent {
  LOW_BALANCE, EXHAUSTED, RECHARGE_REQUESTED, RECHARGE_SUCCEEDED, RECHARGE_FAILED
}
