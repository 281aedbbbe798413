/** Benchmarks of the rating engine, without log and streams. Depends on the server's engine. */
@NullMarked
package dev.tollbridge.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
