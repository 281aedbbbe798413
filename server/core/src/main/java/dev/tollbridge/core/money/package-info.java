/**
 * Money as exact micros of a currency. Depends on nothing.
 */
@NullMarked
package dev.tollbridge.core.money;

import org.jspecify.annotations.NullMarked;
