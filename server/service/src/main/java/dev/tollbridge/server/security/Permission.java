package dev.tollbridge.server.security;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may call a method.
 *
 * @param roles of callers that no organization binds; administrators always may
 * @param boundRoles of callers that are bound to organizations
 */
record Permission(String method, Scope scope, Set<Role> roles, Set<Role> boundRoles) {
  Permission {
    roles = Set.copyOf(roles);
    boundRoles = Set.copyOf(boundRoles);
  }

  boolean isPublic() {
    return scope == Scope.PUBLIC;
  }

  boolean allows(Caller caller) {
    if (isPublic()) {
      return true;
    }
    return caller.isBound()
        ? scope != Scope.SERVER && boundRoles.contains(caller.role())
        : caller.role() == Role.ADMIN || roles.contains(caller.role());
  }

  /** Throws unless the caller may call it. */
  void require(Caller caller) {
    if (allows(caller)) {
      return;
    }
    String who = "the role " + caller.role();
    if (caller.isBound() && (caller.role() == Role.ADMIN || roles.contains(caller.role()))) {
      throw new AccessRefusedException(AccessRefusal.BOUND_TO_ORGANIZATIONS,
          who + " may not call " + name() + " when it is bound to organizations");
    }
    Set<Role> needed = new TreeSet<>(roles);
    needed.add(Role.ADMIN);
    throw new AccessRefusedException(AccessRefusal.ROLE_NOT_ALLOWED,
        who + " may not call " + name() + "; that needs "
            + needed.stream().map(Role::toString).collect(Collectors.joining(" or ")));
  }

  /** The method's without that of its service. */
  private String name() {
    return method.substring(method.indexOf('/') + 1);
  }

  /** Whether messages of this caller have to be looked through for organizations. */
  boolean confines(Caller caller) {
    return caller.isBound() && (scope == Scope.ORGANIZATION || scope == Scope.NAMED);
  }
}
