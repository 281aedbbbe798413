package dev.tollbridge.server.security;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.Set;

/**
 * Who makes a call.
 *
 * @param name of the identity; tokens of one name are one identity
 * @param organizations the only ones that it sees and changes; empty: all
 * @param bridgeId the only one that it may open; empty: any that is nobody else's
 * @param peer its address; empty when that is not known
 */
public record Caller(String name, Role role, Set<String> organizations, String bridgeId, String peer) {
  /** The name of everybody on a server that asks for no identity; no token may have it. */
  public static final String OPEN_NAME = "open";
  /** Everybody, on a server that asks for no identity. */
  public static final Caller OPEN = new Caller(OPEN_NAME, Role.ADMIN, Set.of(), "", "");

  static final Context.Key<Caller> KEY = Context.keyWithDefault("tollbridge-caller", OPEN);

  public Caller {
    organizations = Set.copyOf(organizations);
  }

  /** Who makes the present call; only on the thread that the call's method or callback was called on. */
  public static Caller current() {
    return KEY.get();
  }

  /** Everybody, from an address. */
  static Caller open(String peer) {
    return new Caller(OPEN_NAME, Role.ADMIN, Set.of(), "", peer);
  }

  /** Whether it sees only some organizations. */
  public boolean isBound() {
    return !organizations.isEmpty();
  }

  /** Whether it may see and change an organization. */
  public boolean mayUse(String organizationId) {
    return organizations.isEmpty() || organizations.contains(organizationId);
  }

  /** Whether it may open this bridge id, unless that is another's. */
  public boolean mayOpen(String openedId) {
    return bridgeId.isEmpty() || bridgeId.equals(openedId);
  }

  /** Throws unless it may open this bridge id. */
  public void requireBridge(String openedId) {
    if (!mayOpen(openedId)) {
      throw new AccessRefusedException(AccessRefusal.BRIDGE_ID_NOT_ALLOWED,
          "this identity is bound to bridge id " + bridgeId).toStatus();
    }
  }

  /** Throws if it is bound to organizations: of its own, too, this is not for it to change. */
  public void requireUnbound(String what) {
    if (isBound()) {
      throw new AccessRefusedException(AccessRefusal.BOUND_TO_ORGANIZATIONS,
          what + " is not changed by identities that are bound to organizations").toStatus();
    }
  }

  /** The error of a bridge id whose legs are not all of the organizations that it is bound to. */
  public StatusRuntimeException refusalOfOthersLegs(String openedId) {
    return new AccessRefusedException(AccessRefusal.ORGANIZATION_NOT_ALLOWED, "bridge " + openedId
        + " has active legs of organizations that this identity may not use: wait for their ends, or open it with an"
        + " identity that may").toStatus();
  }

  /** Its address without the port. */
  public String address() {
    return peer.substring(0, Math.max(0, peer.lastIndexOf(':')));
  }

  /** What its use of the server is counted for: the identity, or the address on a server that asks for none. */
  public String account() {
    return name.equals(OPEN_NAME) ? "@" + address() : name;
  }

  /** What bridge ids that it opens belong to; empty on a server that asks for no identity. */
  public String owner() {
    return name.equals(OPEN_NAME) ? "" : name;
  }

  /** Whether it is bound to one bridge id, which it owns, whoever opened that before. */
  public boolean ownsItsBridge() {
    return !bridgeId.isEmpty();
  }
}
