package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;

/** From when on an organisation has a plan, until its next assignment begins. */
public record PlanAssignment(
    UUID id, UUID planId, String plan, Instant validFrom, Instant assignedAt, String assignedBy) {}
