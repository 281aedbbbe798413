/**
 * Copies call records and ledger entries to PostgreSQL for analysts, every row once and in order, without holding up
 * the server. Depends on record and metrics; only the server's wiring depends on it.
 */
@NullMarked
package dev.tollbridge.server.record.export;

import org.jspecify.annotations.NullMarked;
