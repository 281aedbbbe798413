package dev.tollbridge.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Exit codes of commands that call a server, the same as the simulator's. */
final class ExitCodes {
  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;
  static final int INTERRUPTED = 130;

  private ExitCodes() {}

  /** For the help. */
  static Map<String, String> described() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "done");
    codes.put(String.valueOf(REFUSED), "refused by the server, or not agreed to; the message says why");
    codes.put(String.valueOf(USAGE), "wrong options, or a file that cannot be read");
    codes.put(String.valueOf(UNREACHABLE), "the server cannot be reached");
    codes.put(String.valueOf(INTERRUPTED), "Ctrl-C");
    return codes;
  }
}
