/**
 * Copies call records and ledger entries to PostgreSQL for analysts, every row once and in order, without delaying the
 * server. Depends on record and metrics.
 */
@NullMarked
package dev.tollbridge.server.record.export;

import org.jspecify.annotations.NullMarked;
