/**
 * The format of a PSTN usage report: its columns, and a reader that accepts what real exports contain. Uses {@code
 * sample}, the API, telephony metadata and primitive collections.
 */
@NullMarked
package dev.tollbridge.simulator.usage;

import org.jspecify.annotations.NullMarked;
