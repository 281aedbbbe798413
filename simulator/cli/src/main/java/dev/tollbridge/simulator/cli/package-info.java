/** The command line: options, their converters and exit codes. Depends on every other package of the simulator. */
@NullMarked
package dev.tollbridge.simulator.cli;

import org.jspecify.annotations.NullMarked;
