/**
 * What every written result needs: files that appear when they are complete, and JSON. Depends on nothing of the
 * simulator.
 */
@NullMarked
package dev.tollbridge.simulator.output;

import org.jspecify.annotations.NullMarked;
