/** The command line: options, their converters and exit codes. Uses every other package, nobody uses it. */
@NullMarked
package dev.tollbridge.simulator.cli;

import org.jspecify.annotations.NullMarked;
