package dev.tollbridge.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * An organization as lists show it.
 *
 * @param standing EXHAUSTED (also when nothing is left) or LOW_BALANCE while that holds; otherwise null
 */
public record OrganizationSummary(Profile profile, Lifecycle lifecycle, @Nullable CreditEvent standing) {}
