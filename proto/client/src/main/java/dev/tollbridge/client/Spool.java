package dev.tollbridge.client;

import dev.tollbridge.v1.LegEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events in a directory, so that they survive the process.
 *
 * <p>When {@link #append} returns, the operating system has the event: it survives the death of the process, however
 * sudden. It survives the death of the machine once the background sync has reached it, soon but at no guaranteed time;
 * events are sent without waiting for that.
 *
 * <p>The directory holds numbered segments. Each begins with the state of the session, the answers of active legs
 * included, so it can be read without the earlier ones; these are deleted when their events are acknowledged.
 */
final class Spool implements EventJournal {

  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private final Path directory;
  private final String bridgeId;
  private final SpoolLimits limits;
  private final SpoolLock lock;
  private final SpoolState state;
  private final RecoveredState recovered;
  private final Deque<SealedSegment> sealed = new ArrayDeque<>();
  private final SpoolSync sync;
  private SpoolSegment segment;
  private long sealedBytes;
  private @Nullable IOException failure;
  private boolean closed;

  private Spool(Path directory, String bridgeId, SpoolLimits limits, SpoolLock lock, SpoolRecovery found, long session)
      throws IOException {
    this.directory = directory;
    this.bridgeId = bridgeId;
    this.limits = limits;
    this.lock = lock;
    this.state = Objects.requireNonNullElseGet(found.state(), SpoolState::new);
    this.recovered = new RecoveredState(session, found.state() != null, state.acknowledged(), state.lastLegNumber(),
        found.eventsAfter(state.acknowledged()), state.activeLegs());
    found.segments().forEach(this::seal);
    long number = sealed.isEmpty() ? 1 : SpoolFiles.number(sealed.getLast().path()) + 1;
    segment = SpoolSegment.create(SpoolFiles.segment(directory, number), state.checkpoint(bridgeId, session));
    sync = new SpoolSync(directory, segment, "tollbridge-" + bridgeId + "-spool");
    sync.start();
    deleteAcknowledged();
  }

  /**
   * Opens a spool, or creates one.
   *
   * @param newSession number of the session when there is no spool yet; otherwise the spool's session continues
   * @throws SpoolException when it is in use, another bridge's, corrupt or not readable and writable
   */
  static Spool open(Path directory, String bridgeId, long newSession, SpoolLimits limits) {
    try {
      Files.createDirectories(directory);
      SpoolLock lock = SpoolLock.acquire(directory);
      try {
        SpoolRecovery found = SpoolRecovery.read(directory, bridgeId);
        long session = found.state() == null ? newSession : found.session();
        Spool spool = new Spool(directory, bridgeId, limits, lock, found, session);
        LOG.info("the spool {} resumes session {} after event {}: {} not acknowledged, {} legs active", directory,
            session, spool.state.numbered(), spool.recovered.unacknowledged().size(),
            spool.recovered.activeLegs().size());
        return spool;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SpoolException("the spool " + directory + " cannot be opened: " + e, e);
    }
  }

  @Override
  public RecoveredState recovered() {
    return recovered;
  }

  /** A spool that failed has room, so that callers waiting for room get the failure. */
  @Override
  public boolean hasRoom() {
    return failure != null || sealedBytes < limits.maxBytes();
  }

  @Override
  public void append(LegEvent event) {
    byte[] frame = SpoolCodec.frame(new SpoolRecord.Event(event));
    try {
      checkUsable();
      if (segment.sizeBytes() >= limits.rotationBytes(segment.initialBytes())) {
        rotate();
      }
      segment.append(frame);
    } catch (IOException e) {
      throw new SpoolException("the spool " + directory + " cannot accept the event: " + e, e);
    }
    state.event(event);
    sync.written();
  }

  private void checkUsable() throws IOException {
    IOException lost = failure == null ? sync.failure() : failure;
    if (lost != null) {
      throw lost;
    }
  }

  private void rotate() throws IOException {
    try {
      segment.sync();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    Path next = SpoolFiles.segment(directory, SpoolFiles.number(segment.path()) + 1);
    SpoolSegment begun = SpoolSegment.create(next, state.checkpoint(bridgeId, recovered.session()));
    SpoolSegment full = segment;
    segment = begun;
    sync.follow(begun);
    seal(new SealedSegment(full.path(), full.sizeBytes(), state.numbered()));
    full.close();
    deleteAcknowledged();
  }

  private void seal(SealedSegment full) {
    sealed.add(full);
    sealedBytes += full.sizeBytes();
  }

  @Override
  public void acknowledged(long sequence) {
    state.acknowledged(sequence);
    mark(new SpoolRecord.Acknowledged(sequence));
    deleteAcknowledged();
  }

  @Override
  public void dropped(long legNumber) {
    if (state.dropped(legNumber)) {
      mark(new SpoolRecord.Dropped(legNumber));
    }
  }

  /**
   * Writes what only saves work after a restart: without it, events are sent that the server has, and legs are listed
   * that it no longer has. So a full disk may lose it; the next append of an event reports that.
   */
  private void mark(SpoolRecord record) {
    if (closed) {
      return;
    }
    try {
      segment.append(SpoolCodec.frame(record));
      sync.written();
    } catch (IOException e) {
      LOG.debug("the spool {} could not write a record", directory, e);
    }
  }

  /** Oldest first: deleting an end before its answer would make the leg active again. */
  private void deleteAcknowledged() {
    while (!sealed.isEmpty() && sealed.getFirst().lastSequence() <= state.acknowledged()) {
      try {
        Files.deleteIfExists(sealed.getFirst().path());
      } catch (IOException e) {
        failure = e;
        return;
      }
      sealedBytes -= sealed.remove().sizeBytes();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    sync.stop();
    try (lock) {
      segment.close();
    } catch (IOException e) {
      throw new SpoolException("the spool " + directory + " could not be synced to disk: " + e, e);
    }
  }
}
