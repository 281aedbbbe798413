package dev.tollbridge.client;

import java.nio.file.Path;

/** A segment that is no longer written, and is deleted once its last event is acknowledged. */
record SealedSegment(Path path, long sizeBytes, long lastSequence) {}
