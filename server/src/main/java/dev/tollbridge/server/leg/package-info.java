/**
 * Active legs, the sessions that carry them and the minute wheel that charges them. Depends on tariff and account.
 */
@NullMarked
package dev.tollbridge.server.leg;

import org.jspecify.annotations.NullMarked;
