package dev.tollbridge.simulator.sample;

import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.NumberType;
import java.util.List;

/** A service number that generated calls dial. */
public record ServiceLine(PhoneNumber number, NumberType type) {
  /** All service numbers, in several countries. */
  public static final List<ServiceLine> ALL = List.of(
      toll("+12015550123", "US"), toll("+15062345678", "CA"), toll("+441212345678", "GB"), toll("+4930123456", "DE"),
      toll("+33123456789", "FR"), toll("+81312345678", "JP"), toll("+61212345678", "AU"), toll("+551123456789", "BR"),
      tollFree("+18002345678", "US"), tollFree("+448001234567", "GB"), tollFree("+498001234567", "DE"),
      tollFree("+33801234567", "FR"), tollFree("+611800123456", "AU"));

  /** Numbers of one type. */
  public static List<PhoneNumber> numbers(NumberType type) {
    return ALL.stream().filter(line -> line.type == type).map(ServiceLine::number).toList();
  }

  /** The service number with this text, which must be of a type for the class of legs. */
  public static PhoneNumber number(String text, CallType callType) {
    return ALL.stream().filter(line -> line.number.text().equals(text) && line.fits(callType)).findFirst()
        .map(ServiceLine::number)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + text + "' is not a service number of this class; they are "
                + String.join(" ", ALL.stream().map(line -> line.number.text()).toList())));
  }

  private boolean fits(CallType callType) {
    return (type == NumberType.NUMBER_TYPE_TOLL_FREE) == (callType == CallType.CALL_TYPE_TOLL_FREE_DIAL_IN);
  }

  private static ServiceLine toll(String text, String country) {
    return new ServiceLine(new PhoneNumber(text, country), NumberType.NUMBER_TYPE_TOLL);
  }

  private static ServiceLine tollFree(String text, String country) {
    return new ServiceLine(new PhoneNumber(text, country), NumberType.NUMBER_TYPE_TOLL_FREE);
  }
}
