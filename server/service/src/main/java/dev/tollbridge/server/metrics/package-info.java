/**
 * Monitoring: meters, and the HTTP endpoint that serves them and the process's health. Depends on the engine's
 * enums only, as labels.
 */
@NullMarked
package dev.tollbridge.server.metrics;

import org.jspecify.annotations.NullMarked;
