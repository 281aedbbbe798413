/**
 * Money as exact micros of a currency. Depends on nothing.
 */
@NullMarked
package dev.tollbridge.server.money;

import org.jspecify.annotations.NullMarked;
