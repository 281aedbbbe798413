/**
 * Threads of the server: one kind of worker, and what happens when it fails. Knows nothing of what workers do; every
 * other package may use it.
 */
@NullMarked
package dev.tollbridge.server.worker;

import org.jspecify.annotations.NullMarked;
