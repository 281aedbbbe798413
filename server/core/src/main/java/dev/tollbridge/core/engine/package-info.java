/**
 * The deterministic rating engine of one shard: the same commands at the same times give the same state and effects.
 * No clock, no I/O, no randomness, no logging, and no rule that depends on the version: {@link Level} explains how to
 * change one. Depends on tariff and money.
 */
@NullMarked
package dev.tollbridge.core.engine;

import org.jspecify.annotations.NullMarked;
