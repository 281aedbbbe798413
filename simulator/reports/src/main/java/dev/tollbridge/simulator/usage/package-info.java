/**
 * The form of a PSTN usage report: its columns, and a reader that takes what real exports contain.
 * Imports the JDK, the API's words, telephony metadata, collections of numbers and a number of {@code scenario}; {@code cdr}, {@code compare} and {@code replay} use it.
 */
@NullMarked
package dev.tollbridge.simulator.usage;

import org.jspecify.annotations.NullMarked;
