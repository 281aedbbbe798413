/** Output of results: files that appear only when they are complete, and JSON. Uses the JDK and Gson only. */
@NullMarked
package dev.tollbridge.simulator.output;

import org.jspecify.annotations.NullMarked;
