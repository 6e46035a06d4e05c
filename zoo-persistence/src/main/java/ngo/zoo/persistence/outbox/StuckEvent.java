package ngo.zoo.persistence.outbox;

import java.time.Instant;
import java.util.UUID;

/** An event the relay has given up on. */
public record StuckEvent(
    UUID id,
    String listener,
    String type,
    UUID subjectId,
    int attempts,
    Instant occurredAt,
    String lastError) {}
