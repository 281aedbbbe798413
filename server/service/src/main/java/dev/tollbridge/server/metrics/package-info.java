/**
 * What operators watch: meters, and the HTTP endpoint that serves them and the process's health. Depends on the enums of
 * leg only; whoever has something to count calls it.
 */
@NullMarked
package dev.tollbridge.server.metrics;

import org.jspecify.annotations.NullMarked;
