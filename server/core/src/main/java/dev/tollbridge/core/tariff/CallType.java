package dev.tollbridge.core.tariff;

/** The three charged classes of calls. */
public enum CallType {
  TOLL_DIAL_IN, TOLL_FREE_DIAL_IN, DIAL_OUT
}
