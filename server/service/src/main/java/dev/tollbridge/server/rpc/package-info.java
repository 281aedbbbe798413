/**
 * What the API's services and the bridges' streams share: checks of requests with the fields they name, numbers and calls
 * decoded, errors, and the encodings of both. Depends on the engine, log and record; api and bridge depend on it.
 */
@NullMarked
package dev.tollbridge.server.rpc;

import org.jspecify.annotations.NullMarked;
