/** Where a server's files are, and how a directory is made, locked and opened. Knows nothing of what the files hold. */
@NullMarked
package dev.tollbridge.server.storage;

import org.jspecify.annotations.NullMarked;
