package dev.tollbridge.server;

import dev.tollbridge.server.record.export.ExportTarget;
import dev.tollbridge.server.security.SecuritySettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the operator.
 *
 * @param shards of a new data directory; null for the default, or as many as the directory has
 * @param timeScale how many times faster than the wall clock engine time runs
 * @param lease charging continues for this long after a bridge's last contact, by the wall clock
 * @param orphanTimeout legs of a bridge that is away for this long are closed, by the wall clock
 * @param minimumPurchaseMicros smallest purchase of credits
 * @param maxClockAhead how far engine time may be ahead of the wall clock at a start
 * @param snapshotInterval longest time between two snapshots of a shard that has work
 * @param retention age at which call records and ledger entries are deleted; null to keep them
 * @param export the database that records are copied to, or null
 * @param security TLS, and whether everybody needs an identity
 */
public record ServerSettings(
    Path data,
    InetSocketAddress listen,
    InetSocketAddress http,
    @Nullable Integer shards,
    int timeScale,
    Duration lease,
    Duration orphanTimeout,
    long minimumPurchaseMicros,
    Duration maxClockAhead,
    Duration snapshotInterval,
    @Nullable Duration retention,
    @Nullable ExportTarget export,
    SecuritySettings security) {}
