/**
 * The deterministic rating engine of one shard: the same commands at the same times give the same state and effects.
 * No clock, no I/O, no randomness, no logging. Depends on tariff and money.
 */
@NullMarked
package dev.tollbridge.core.engine;

import org.jspecify.annotations.NullMarked;
