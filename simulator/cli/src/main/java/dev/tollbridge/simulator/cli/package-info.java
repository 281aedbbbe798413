/** The command line: options, their converters and exit codes. Uses all other packages of the simulator. */
@NullMarked
package dev.tollbridge.simulator.cli;

import org.jspecify.annotations.NullMarked;
