package ngo.zoo.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * What a person decided about a held submission.
 *
 * @param reason shown to the author; may be empty when it was released
 * @param reviewer display name
 */
public record ReviewDecision(
    boolean released, String reason, UUID reviewerId, String reviewer, Instant decidedAt) {}
