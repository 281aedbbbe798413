/**
 * Output of results: files that appear only when they are complete, and JSON. Depends on nothing of the simulator.
 */
@NullMarked
package dev.tollbridge.simulator.output;

import org.jspecify.annotations.NullMarked;
