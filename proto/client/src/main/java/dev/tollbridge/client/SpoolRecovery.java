package dev.tollbridge.client;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollbridge.v1.LegEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segments of an earlier run.
 *
 * <p>Only the last segment can end in an unfinished record, because each is on disk before the next is begun; and only
 * after its beginning, because that is on disk before the segment has its name. Anything else unreadable is corruption,
 * and refused: continuing would skip events or reuse their numbers.
 */
final class SpoolRecovery {

  private final String bridgeId;
  private final List<SealedSegment> segments = new ArrayList<>();
  private final List<LegEvent> events = new ArrayList<>();
  private long session;
  private @Nullable SpoolState state;

  private SpoolRecovery(String bridgeId) {
    this.bridgeId = bridgeId;
  }

  /** Reads a directory, and cuts an unfinished tail off. */
  static SpoolRecovery read(Path directory, String bridgeId) throws IOException {
    SpoolRecovery recovery = new SpoolRecovery(bridgeId);
    List<Path> paths = SpoolFiles.segments(directory);
    for (Path path : paths) {
      recovery.read(path, path.equals(paths.get(paths.size() - 1)));
    }
    return recovery;
  }

  /** Where the last run stopped; null when there was none. */
  @Nullable
  SpoolState state() {
    return state;
  }

  long session() {
    return session;
  }

  /** All segments, oldest first. */
  List<SealedSegment> segments() {
    return segments;
  }

  /** The events after {@code sequence}. */
  List<LegEvent> eventsAfter(long sequence) {
    return events.stream().filter(event -> event.getSequence() > sequence).toList();
  }

  private void read(Path path, boolean last) throws IOException {
    if (!segments.isEmpty()
        && SpoolFiles.number(path) != SpoolFiles.number(segments.get(segments.size() - 1).path()) + 1) {
      throw corrupt(path, 0, "the segment before it is missing");
    }
    ByteBuffer segment = ByteBuffer.wrap(Files.readAllBytes(path));
    SpoolState read = null;
    int legsToCome = 0;
    int offset = 0;
    for (ByteBuffer content = SpoolCodec.content(segment, offset); content != null; content = SpoolCodec.content(
        segment, offset)) {
      SpoolRecord record = decode(path, offset, content);
      if (read == null) {
        SpoolRecord.Header header = header(path, record);
        read = begin(path, header);
        legsToCome = header.activeLegCount();
      } else {
        follow(path, offset, read, record, legsToCome > 0);
        legsToCome = Math.max(0, legsToCome - 1);
      }
      offset += SpoolCodec.PREFIX_BYTES + content.limit();
    }
    if (read == null || legsToCome > 0) {
      throw corrupt(path, offset, "its beginning is not whole");
    }
    finish(path, segment, offset, last);
    segments.add(new SealedSegment(path, offset, read.numbered()));
    state = read;
  }

  private static SpoolRecord decode(Path path, int offset, ByteBuffer content) {
    try {
      return SpoolCodec.decode(content);
    } catch (InvalidProtocolBufferException e) {
      throw corrupt(path, offset, e.getMessage());
    }
  }

  private static SpoolRecord.Header header(Path path, SpoolRecord record) {
    if (record instanceof SpoolRecord.Header header) {
      return header;
    }
    throw corrupt(path, 0, "a segment must begin with its header");
  }

  private SpoolState begin(Path path, SpoolRecord.Header header) {
    if (!header.bridgeId().equals(bridgeId)) {
      throw new SpoolException("the spool " + path.getParent() + " belongs to bridge " + header.bridgeId() + ", not to "
          + bridgeId);
    }
    if (state != null && (header.session() != session || header.firstSequence() != state.numbered() + 1)) {
      throw corrupt(path, 0, "it begins at event " + header.firstSequence() + " of session " + header.session()
          + ", after event " + state.numbered() + " of session " + session);
    }
    session = header.session();
    SpoolState begun = SpoolState.at(header);
    // Segments were only deleted when their events were acknowledged, even if the mark of that was deleted with them.
    begun.acknowledged(state == null ? header.firstSequence() - 1 : state.acknowledged());
    return begun;
  }

  private void follow(Path path, int offset, SpoolState read, SpoolRecord record, boolean legExpected) {
    if (legExpected != record instanceof SpoolRecord.ActiveLeg) {
      throw corrupt(path, offset, "a record where it does not belong");
    }
    if (record instanceof SpoolRecord.Header) {
      throw corrupt(path, offset, "a second header");
    } else if (record instanceof SpoolRecord.ActiveLeg leg) {
      read.activeLeg(leg.answered());
    } else if (record instanceof SpoolRecord.Event event) {
      event(path, offset, read, event.event());
    } else if (record instanceof SpoolRecord.Acknowledged mark) {
      read.acknowledged(mark.sequence());
    } else {
      read.dropped(((SpoolRecord.Dropped) record).legNumber());
    }
  }

  private void event(Path path, int offset, SpoolState read, LegEvent event) {
    if (event.getSequence() != read.numbered() + 1) {
      throw corrupt(path, offset, "event " + event.getSequence() + " follows event " + read.numbered());
    }
    read.event(event);
    events.add(event);
  }

  private static void finish(Path path, ByteBuffer segment, int offset, boolean last) throws IOException {
    if (offset < segment.limit()) {
      if (!last || anyRecordAfter(segment, offset)) {
        throw corrupt(path, offset, "a record is damaged, and others follow it");
      }
      SpoolFiles.cut(path, offset);
    }
    if (last) {
      SpoolFiles.sync(path);
    }
  }

  private static boolean anyRecordAfter(ByteBuffer segment, int offset) {
    for (int start = offset + 1; start < segment.limit(); start++) {
      if (SpoolCodec.content(segment, start) != null) {
        return true;
      }
    }
    return false;
  }

  private static SpoolException corrupt(Path path, long offset, @Nullable String what) {
    return new SpoolException(path + " is corrupt at offset " + offset + ": " + what
        + ". Keep the directory for examination, and start with an empty one and a higher session.");
  }
}
