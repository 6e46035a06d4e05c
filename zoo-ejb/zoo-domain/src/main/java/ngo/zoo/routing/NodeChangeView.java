package ngo.zoo.routing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of a node's life, kept for ever.
 *
 * @param from null for the first
 * @param reason in words, for everybody
 * @param by the member who asked for it; null when nobody did
 */
public record NodeChangeView(
    UUID id,
    UUID nodeId,
    @Nullable NodeState from,
    NodeState to,
    String reason,
    NodeCause cause,
    @Nullable UUID by,
    Instant at) {}
