/**
 * What every written result needs: files that appear when they are whole, and JSON.
 * Imports the JDK and Gson only; {@code replay}, {@code compare}, {@code report} and {@code cli} use it.
 */
@NullMarked
package dev.tollbridge.simulator.output;

import org.jspecify.annotations.NullMarked;
