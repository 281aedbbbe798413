package dev.tollbridge.client;

import dev.tollbridge.v1.LegEvent;

/** Where events are kept beside the window's memory. Called under the window's lock, except for {@link #recovered}. */
interface EventJournal {

  /** What an earlier life of the bridge left; the same however often it is asked. */
  RecoveredState recovered();

  /** Whether there is room for an event; when not, acknowledgements make some. */
  boolean hasRoom();

  /** Keeps the next event; when this throws, the event was not taken. */
  void append(LegEvent event);

  /** Every event up to {@code sequence} is on the server's disk. */
  void acknowledged(long sequence);

  /** The server rejected or closed a leg: it is no longer active, whether or not it has ended. */
  void dropped(long legNumber);

  /** Takes no more; may be called again. */
  void close();
}
