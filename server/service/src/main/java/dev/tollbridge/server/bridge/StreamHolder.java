package dev.tollbridge.server.bridge;

import dev.tollbridge.server.security.Caller;

/**
 * Who opens a stream.
 *
 * @param identity empty on a server that asks for none
 * @param address without the port
 */
record StreamHolder(String identity, String address) {
  static StreamHolder of(Caller caller) {
    return new StreamHolder(caller.owner(), caller.address());
  }

  @Override
  public String toString() {
    return identity.isEmpty() ? address : identity + " at " + address;
  }
}
