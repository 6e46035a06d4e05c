package ngo.zoo.persistence.outbox;

import java.util.UUID;

/**
 * A claimed event.
 *
 * @param attempts runs begun, this one included
 */
public record OutboxEvent(
    UUID id, String listener, String type, UUID subjectId, String payload, int attempts) {}
