package dev.tollbridge.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;

/**
 * Makes the texts of an encoded message valid UTF-8, with U+FFFD for what is not: some languages write half a surrogate
 * pair as it is, and protobuf then reads nothing of the message.
 */
final class Utf8Repair {
  private Utf8Repair() {}

  /** @throws InvalidProtocolBufferException when the bytes are no message of any kind */
  static ByteString repaired(ByteString message, Descriptor type) throws InvalidProtocolBufferException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(message);
    var repaired = UnknownFieldSet.newBuilder();
    for (var field : fields.asMap().entrySet()) {
      FieldDescriptor known = type.findFieldByNumber(field.getKey());
      repaired.addField(field.getKey(), known == null ? field.getValue() : repaired(field.getValue(), known));
    }
    return repaired.build().toByteString();
  }

  private static UnknownFieldSet.Field repaired(UnknownFieldSet.Field field, FieldDescriptor type)
      throws InvalidProtocolBufferException {
    boolean text = type.getJavaType() == FieldDescriptor.JavaType.STRING;
    if (!text && type.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return field;
    }
    var repaired = UnknownFieldSet.Field.newBuilder();
    for (ByteString value : field.getLengthDelimitedList()) {
      repaired.addLengthDelimited(text
          ? ByteString.copyFromUtf8(value.toStringUtf8())
          : repaired(value, type.getMessageType()));
    }
    return repaired.build();
  }
}
