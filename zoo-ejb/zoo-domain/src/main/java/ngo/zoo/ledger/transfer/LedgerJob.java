package ngo.zoo.ledger.transfer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A long job and how far it is.
 *
 * @param step what it does now; empty before its first
 * @param done of {@code total}, in the step's own unit: bytes read, libraries made, vectors
 * @param failure why it failed; empty when it did not
 */
public record LedgerJob(
    UUID id,
    JobKind kind,
    String startedBy,
    Instant createdAt,
    @Nullable Instant endedAt,
    JobStatus status,
    boolean cancelling,
    String step,
    long done,
    long total,
    String failure) {}
