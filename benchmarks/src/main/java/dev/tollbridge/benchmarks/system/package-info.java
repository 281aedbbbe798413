/**
 * Whole processes, measured from outside: a server and the simulator on this machine, each figure beside its goal and a
 * bare baseline of the same run. Depends on the launchers, not on the server's code.
 */
@NullMarked
package dev.tollbridge.benchmarks.system;

import org.jspecify.annotations.NullMarked;
