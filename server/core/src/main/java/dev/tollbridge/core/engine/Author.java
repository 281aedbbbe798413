package dev.tollbridge.core.engine;

/**
 * Who sent a command.
 *
 * @param name the caller's; empty for what the server does by itself
 * @param peer the network address that the call came from
 * @param rpc the RPC that an audit entry names; empty for commands that are not audited
 */
public record Author(String name, String peer, String rpc) {
  /** The server itself. */
  public static final Author NONE = new Author("", "", "");

  /** Whether the command gets an audit entry. */
  boolean audited() {
    return !rpc.isEmpty();
  }

  /** The same caller, for commands that need no audit entry of their own. */
  public Author unaudited() {
    return rpc.isEmpty() ? this : new Author(name, peer, "");
  }
}
