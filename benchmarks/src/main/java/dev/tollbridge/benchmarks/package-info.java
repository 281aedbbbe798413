/** JMH benchmarks of the server's rating. */
@NullMarked
package dev.tollbridge.benchmarks;

import org.jspecify.annotations.NullMarked;
