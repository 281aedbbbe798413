/**
 * The command line: commands that call a server through its API, commands that check or restore a directory offline,
 * and {@code serve}, which runs the server of {@code dev.tollbridge.server}.
 */
@NullMarked
package dev.tollbridge.cli;

import org.jspecify.annotations.NullMarked;
