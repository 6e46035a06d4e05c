package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;

/** A project of an organisation: keys belong to it, usage and budgets are kept by it. */
public record ProjectView(UUID id, String name, long keys, Instant createdAt) {}
