package dev.tollbridge.simulator.cli;

import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Options of rate decks, given as {@code FILE} or {@code TYPE=FILE}. */
final class DeckOptions {
  private static final long MAX_BYTES = 64L << 20;

  private DeckOptions() {}

  /** The files' bytes; {@link IllegalArgumentException} names an invalid option. */
  static Map<CallType, byte[]> read(List<String> options) {
    Map<CallType, byte[]> decks = new EnumMap<>(CallType.class);
    for (String option : options) {
      if (decks.put(callType(option), bytes(file(option))) != null) {
        throw new IllegalArgumentException("--deck is given twice for one call type");
      }
    }
    return decks;
  }

  /** The file that the options give for a call type. */
  static String file(List<String> options, CallType callType) {
    return options.stream().filter(option -> callType(option) == callType).map(DeckOptions::file).findFirst()
        .orElseThrow();
  }

  private static String file(String option) {
    return option.substring(option.indexOf('=') + 1);
  }

  private static CallType callType(String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? "dialout" : option.substring(0, equals);
    return switch (name) {
      case "toll" -> CallType.CALL_TYPE_TOLL_DIAL_IN;
      case "tollfree" -> CallType.CALL_TYPE_TOLL_FREE_DIAL_IN;
      case "dialout" -> CallType.CALL_TYPE_DIAL_OUT;
      default -> throw new IllegalArgumentException(
          "--deck " + name + "=…: must be toll=FILE, tollfree=FILE, dialout=FILE or FILE");
    };
  }

  private static byte[] bytes(String file) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MAX_BYTES) {
        throw new IllegalArgumentException("--deck " + file + ": is larger than 64 MiB");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new IllegalArgumentException("--deck " + file + " cannot be read: " + e, e);
    }
  }
}
