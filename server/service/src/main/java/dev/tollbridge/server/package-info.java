/**
 * The only wiring: options, the data directory, start and stop. Everything else is below, and knows nothing of this.
 */
@NullMarked
package dev.tollbridge.server;

import org.jspecify.annotations.NullMarked;
