package dev.tollbridge.client;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollbridge.v1.LegEvent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Frames of a segment: the content's length, its CRC32C, then the content: a kind byte and the body. */
final class SpoolCodec {

  static final int PREFIX_BYTES = 2 * Integer.BYTES;
  private static final byte VERSION = 1;
  private static final byte HEADER = 1;
  private static final byte ACTIVE_LEG = 2;
  private static final byte EVENT = 3;
  private static final byte ACKNOWLEDGED = 4;
  private static final byte DROPPED = 5;
  private static final int FIXED_HEADER_BYTES = 1 + 4 * Long.BYTES + Integer.BYTES;

  private SpoolCodec() {}

  /** The record's frame. */
  static byte[] frame(SpoolRecord record) {
    if (record instanceof SpoolRecord.Header header) {
      return header(header);
    }
    if (record instanceof SpoolRecord.ActiveLeg leg) {
      return frame(ACTIVE_LEG, leg.answered().toByteArray());
    }
    if (record instanceof SpoolRecord.Event event) {
      return frame(EVENT, event.event().toByteArray());
    }
    if (record instanceof SpoolRecord.Acknowledged mark) {
      return frame(ACKNOWLEDGED, bytes(mark.sequence()));
    }
    return frame(DROPPED, bytes(((SpoolRecord.Dropped) record).legNumber()));
  }

  private static byte[] header(SpoolRecord.Header header) {
    byte[] bridgeId = header.bridgeId().getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = ByteBuffer.allocate(FIXED_HEADER_BYTES + bridgeId.length);
    body.put(VERSION).putLong(header.session()).putLong(header.firstSequence()).putLong(header.acknowledged())
        .putLong(header.lastLegNumber()).putInt(header.activeLegCount()).put(bridgeId);
    return frame(HEADER, body.array());
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static byte[] frame(byte kind, byte[] body) {
    int length = 1 + body.length;
    if (length > SpoolLimits.MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "an event of " + body.length + " bytes is over the spool's " + SpoolLimits.MAX_RECORD_BYTES);
    }
    ByteBuffer frame = ByteBuffer.allocate(PREFIX_BYTES + length);
    frame.putInt(length).putInt(0).put(kind).put(body);
    frame.putInt(Integer.BYTES, checksum(frame, PREFIX_BYTES, length));
    return frame.array();
  }

  /** Content of the frame that begins at the offset, or null when there is no complete, intact one. */
  static @Nullable ByteBuffer content(ByteBuffer segment, int offset) {
    if (segment.limit() - offset <= PREFIX_BYTES) {
      return null;
    }
    int length = segment.getInt(offset);
    int start = offset + PREFIX_BYTES;
    boolean fits = length >= 1 && length <= SpoolLimits.MAX_RECORD_BYTES && length <= segment.limit() - start;
    return fits && checksum(segment, start, length) == segment.getInt(offset + Integer.BYTES)
        ? segment.slice(start, length)
        : null;
  }

  private static int checksum(ByteBuffer buffer, int start, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.slice(start, length));
    return (int) checksum.getValue();
  }

  /** The record of an intact frame; fails on one that this version cannot have written. */
  static SpoolRecord decode(ByteBuffer content) throws InvalidProtocolBufferException {
    byte kind = content.get();
    try {
      return switch (kind) {
        case HEADER -> decodeHeader(content);
        case ACTIVE_LEG -> new SpoolRecord.ActiveLeg(LegEvent.parseFrom(content));
        case EVENT -> new SpoolRecord.Event(LegEvent.parseFrom(content));
        case ACKNOWLEDGED -> new SpoolRecord.Acknowledged(content.getLong());
        case DROPPED -> new SpoolRecord.Dropped(content.getLong());
        default -> throw new InvalidProtocolBufferException("a record of the unknown kind " + kind);
      };
    } catch (BufferUnderflowException tooShort) {
      throw new InvalidProtocolBufferException("a record of kind " + kind + " that is too short");
    }
  }

  private static SpoolRecord decodeHeader(ByteBuffer content) throws InvalidProtocolBufferException {
    byte version = content.get();
    if (version != VERSION) {
      throw new InvalidProtocolBufferException("a segment of the unknown version " + version);
    }
    long session = content.getLong();
    long firstSequence = content.getLong();
    long acknowledged = content.getLong();
    long lastLegNumber = content.getLong();
    int activeLegCount = content.getInt();
    String bridgeId = StandardCharsets.UTF_8.decode(content).toString();
    return new SpoolRecord.Header(bridgeId, session, firstSequence, acknowledged, lastLegNumber, activeLegCount);
  }
}
