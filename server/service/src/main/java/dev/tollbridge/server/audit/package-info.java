/**
 * Checks a data directory or a backup that no server uses, down to the last micro, and changes nothing in it. Depends on
 * log and record.
 */
@NullMarked
package dev.tollbridge.server.audit;

import org.jspecify.annotations.NullMarked;
