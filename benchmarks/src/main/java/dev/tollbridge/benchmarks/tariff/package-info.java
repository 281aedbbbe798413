/** Benchmarks of finding rates and pricing calls, and the decks they run on. Depends on the server's tariff. */
@NullMarked
package dev.tollbridge.benchmarks.tariff;

import org.jspecify.annotations.NullMarked;
