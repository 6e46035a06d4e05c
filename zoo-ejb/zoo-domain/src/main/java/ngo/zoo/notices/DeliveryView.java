package ngo.zoo.notices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param messageId the header {@code webhook-id}, the same at every attempt and endpoint
 * @param nextTryAt null unless it is pending
 * @param lastStatus HTTP status of the last answer; null when none came
 */
public record DeliveryView(
    UUID id,
    UUID webhookId,
    String messageId,
    String type,
    DeliveryState state,
    int attempts,
    Instant createdAt,
    @Nullable Instant nextTryAt,
    @Nullable Integer lastStatus,
    @Nullable String lastError) {}
