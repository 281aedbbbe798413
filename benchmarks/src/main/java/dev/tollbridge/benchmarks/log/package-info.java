/** Benchmarks of the log's format. Depends on the server's log and engine. */
@NullMarked
package dev.tollbridge.benchmarks.log;

import org.jspecify.annotations.NullMarked;
