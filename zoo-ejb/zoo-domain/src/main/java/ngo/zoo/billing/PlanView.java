package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;

/**
 * A plan in a list.
 *
 * @param open whether every organisation sees it
 * @param organisations how many have it now
 */
public record PlanView(UUID id, String name, boolean open, Instant createdAt, long organisations) {}
