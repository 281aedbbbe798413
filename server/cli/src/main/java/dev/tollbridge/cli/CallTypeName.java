package dev.tollbridge.cli;

import dev.tollbridge.v1.CallType;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a call type as people name it: toll, tollfree or toll-free, dialout or dial-out; the API's names too. */
final class CallTypeName implements ITypeConverter<CallType> {
  @Override
  public CallType convert(String text) {
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    return switch (name.startsWith("CALL_TYPE_") ? name.substring("CALL_TYPE_".length()) : name) {
      case "TOLL", "TOLL_DIAL_IN" -> CallType.CALL_TYPE_TOLL_DIAL_IN;
      case "TOLL_FREE", "TOLLFREE", "TOLL_FREE_DIAL_IN" -> CallType.CALL_TYPE_TOLL_FREE_DIAL_IN;
      case "DIAL_OUT", "DIALOUT" -> CallType.CALL_TYPE_DIAL_OUT;
      default -> throw new TypeConversionException("'" + text + "' is not toll, tollfree or dialout");
    };
  }
}
