/**
 * The format of a PSTN usage report: its columns, and a reader that accepts what real exports contain.
 * Depends on {@code sample} and the generated API's enums.
 */
@NullMarked
package dev.tollbridge.simulator.usage;

import org.jspecify.annotations.NullMarked;
