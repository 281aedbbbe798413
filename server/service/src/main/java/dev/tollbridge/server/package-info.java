/**
 * The only wiring: options, the data directory, start and stop. All other packages are below and do not depend on it.
 */
@NullMarked
package dev.tollbridge.server;

import org.jspecify.annotations.NullMarked;
