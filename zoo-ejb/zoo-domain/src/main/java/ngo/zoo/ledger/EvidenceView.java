package ngo.zoo.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * A measured effect as it stands recorded; its leaf is in the log, kind EVIDENCE, under its id.
 *
 * @param measured what was measured, as it was handed in
 * @param recordedBy the member who recorded it
 * @param recorder that member's display name
 */
public record EvidenceView(
    UUID id,
    UUID experienceId,
    RecordEvidence measured,
    UUID recordedBy,
    String recorder,
    Instant recordedAt) {}
