/**
 * Whole processes, measured from outside: a server and the simulator on this machine. Figures have goals, and some a
 * baseline that the same run measured without the server. Depends on the launchers, not on the server's engine or API.
 */
@NullMarked
package dev.tollbridge.benchmarks.system;

import org.jspecify.annotations.NullMarked;
