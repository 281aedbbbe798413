package dev.tollbridge.server.api;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that yield the processor to all others, as the command {@code nice} has a process do. Java's own priorities
 * have no effect on Linux unless they are switched on for all threads.
 */
final class Yielding {
  private static final Logger LOG = LoggerFactory.getLogger(Yielding.class);
  /** Gets a tenth of what a thread at 0 gets while both want the processor. */
  private static final int NICENESS = 10;
  /** The thread that calls; on Linux only, elsewhere the whole process. */
  private static final int THIS_THREAD = 0;
  private static final boolean IS_LINUX = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");

  private Yielding() {}

  /** Has the current thread yield from now on; does nothing where that is not possible. */
  static void begin() {
    if (!IS_LINUX) {
      return;
    }
    try {
      int error = (int) Setter.SET_PRIORITY.invokeExact(THIS_THREAD, 0, NICENESS);
      if (error != 0) {
        LOG.debug("a thread for calls has the priority of others");
      }
    } catch (Throwable failure) {
      LOG.debug("a thread for calls has the priority of others", failure);
    }
  }

  /** Looked up when it is first wanted. */
  private static final class Setter {
    static final MethodHandle SET_PRIORITY = find();

    @SuppressWarnings("restricted") // the launcher enables native access
    private static MethodHandle find() {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow("setpriority"), FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
  }
}
