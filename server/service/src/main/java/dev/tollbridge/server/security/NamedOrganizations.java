package dev.tollbridge.server.security;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/** Looks for organizations in the messages of callers that are bound to some. */
final class NamedOrganizations {
  private static final String FIELD = "organization_id";

  private NamedOrganizations() {}

  /** Throws when a message names an organization that is not the caller's, or none although it has to. */
  static void require(Permission permission, Caller caller, Message message) {
    int named = check(caller, message);
    if (named == 0 && permission.scope() == Scope.ORGANIZATION) {
      throw new AccessRefusedException(AccessRefusal.ORGANIZATION_NOT_ALLOWED,
          "organization_id is required: this identity is bound to organizations");
    }
  }

  /** Returns how many are named. */
  private static int check(Caller caller, Message message) {
    int named = 0;
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      List<?> values = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
      for (Object value : values) {
        named += check(caller, field.getKey(), value);
      }
    }
    return named;
  }

  private static int check(Caller caller, FieldDescriptor field, Object value) {
    if (value instanceof Message inside) {
      return check(caller, inside);
    }
    if (!field.getName().equals(FIELD)) {
      return 0;
    }
    if (!caller.mayUse(String.valueOf(value))) {
      throw refusal();
    }
    return 1;
  }

  /** The same whether there is such an organization or not. */
  static AccessRefusedException refusal() {
    return new AccessRefusedException(AccessRefusal.ORGANIZATION_NOT_ALLOWED,
        "this identity is bound to other organizations");
  }
}
