/**
 * Organizations, their licences and their prepaid credits. Depends on money.
 */
@NullMarked
package dev.tollbridge.server.account;

import org.jspecify.annotations.NullMarked;
