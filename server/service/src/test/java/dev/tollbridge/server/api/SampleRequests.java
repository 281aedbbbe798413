package dev.tollbridge.server.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.Durations;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests of any method that are as valid as they can be made from the names of their fields. */
final class SampleRequests {
  private static final int MAX_DEPTH = 4;

  private final Map<String, Object> values = new HashMap<>();

  SampleRequests() {
    with("bridge_id", "tenant-bridge").with("month", "2026-03").with("time_zone", "UTC").with("currency_code", "USD")
        .with("country_code", "US").with("location_country_code", "US").with("remote_number", TestServer.PARIS)
        .with("service_number", TestServer.TOLL_NUMBER).with("number", TestServer.TOLL_NUMBER)
        .with("organizer_id", "olga").with("conference_id", "conference").with("display_name", "text")
        .with("name", "text").with("reason", "text").with("amount_micros", 60 * TestServer.UNIT)
        .with("daily_cap_micros", 60 * TestServer.UNIT).with("session", 1L).with("stream", 1L).with("sequence", 1L)
        .with("leg_number", 1L).with("duration_seconds", 60L).with("page_size", 100);
  }

  /** Gives all fields of this name, and a type that fits, a value. */
  SampleRequests with(String field, Object value) {
    values.put(field, value);
    return this;
  }

  static Descriptor input(MethodDescriptor<?, ?> method) {
    return descriptor(method).getInputType();
  }

  static Descriptor output(MethodDescriptor<?, ?> method) {
    return descriptor(method).getOutputType();
  }

  private static com.google.protobuf.Descriptors.MethodDescriptor descriptor(MethodDescriptor<?, ?> method) {
    return ((ProtoMethodDescriptorSupplier) Objects.requireNonNull(method.getSchemaDescriptor())).getMethodDescriptor();
  }

  /** The messages of one call: of alternatives, each in a message of its own. */
  byte[][] of(MethodDescriptor<?, ?> method) {
    Descriptor type = input(method);
    List<byte[]> messages = new ArrayList<>();
    if (type.getRealOneofs().isEmpty()) {
      messages.add(filled(type, 0).build().toByteArray());
    } else {
      for (FieldDescriptor alternative : type.getRealOneofs().getFirst().getFields()) {
        var message = DynamicMessage.newBuilder(type);
        fill(message, alternative, 0);
        messages.add(message.build().toByteArray());
      }
    }
    return messages.toArray(byte[][]::new);
  }

  private DynamicMessage.Builder filled(Descriptor type, int depth) {
    var message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      var oneof = field.getRealContainingOneof();
      if (oneof == null || oneof.getFields().getFirst().equals(field)) {
        fill(message, field, depth);
      }
    }
    return message;
  }

  private void fill(DynamicMessage.Builder message, FieldDescriptor field, int depth) {
    Object value = narrows(field) ? null : value(field, depth);
    if (value != null && field.isRepeated()) {
      message.addRepeatedField(field, value);
    } else if (value != null) {
      message.setField(field, value);
    }
  }

  /** A filter of active legs by which nothing would be found. */
  private static boolean narrows(FieldDescriptor field) {
    return field.getContainingType().getName().equals("ListLegsRequest")
        && !Set.of("organization_id", "page_size", "page_token").contains(field.getName());
  }

  private @Nullable Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case STRING -> field.getName().endsWith("request_id") || field.getName().equals("leg_id")
          ? TestServer.newId()
          : values.getOrDefault(field.getName(), "");
      case LONG -> values.get(field.getName()) instanceof Long number ? number : 0L;
      case INT -> values.get(field.getName()) instanceof Integer number ? number : 0;
      case ENUM -> field.getEnumType().getValues().get(1);
      case BYTE_STRING -> ByteString.EMPTY;
      case MESSAGE -> depth < MAX_DEPTH ? message(field.getMessageType(), depth) : null;
      case BOOLEAN, FLOAT, DOUBLE -> null;
    };
  }

  private @Nullable Object message(Descriptor type, int depth) {
    return switch (type.getFullName()) {
      case "google.protobuf.Timestamp" -> Legs.timestamp(TestServer.START);
      case "google.protobuf.Duration" -> Durations.fromHours(1);
      case "google.protobuf.FieldMask", "tollbridge.v1.TimeRange" -> null;
      default -> filled(type, depth + 1).build();
    };
  }
}
