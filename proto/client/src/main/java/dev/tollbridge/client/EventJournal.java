package dev.tollbridge.client;

import dev.tollbridge.v1.LegEvent;

/** Keeps events in addition to the window's memory. Called under the window's lock, except for {@link #recovered}. */
interface EventJournal {

  /** What an earlier run of the bridge left; always the same. */
  RecoveredState recovered();

  /** Whether there is room for an event; if not, acknowledgements make room. */
  boolean hasRoom();

  /** Keeps the next event; if this throws, the event was not taken. */
  void append(LegEvent event);

  /** Every event up to {@code sequence} is on the server's disk. */
  void acknowledged(long sequence);

  /** The server rejected or closed a leg: it is no longer active, whether or not it has ended. */
  void dropped(long legNumber);

  /** Takes no more; may be called again. */
  void close();
}
