/** Benchmarks of finding rates and pricing calls, and their decks. Depends on the server's tariff. */
@NullMarked
package dev.tollbridge.benchmarks.tariff;

import org.jspecify.annotations.NullMarked;
