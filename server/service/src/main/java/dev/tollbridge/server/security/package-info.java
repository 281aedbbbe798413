/**
 * Who calls, and what they may do: TLS, identities, the table of permissions, tenants. Serves {@code api}, {@code
 * bridge} and the wiring; knows neither shards nor services.
 */
@NullMarked
package dev.tollbridge.server.security;

import org.jspecify.annotations.NullMarked;
