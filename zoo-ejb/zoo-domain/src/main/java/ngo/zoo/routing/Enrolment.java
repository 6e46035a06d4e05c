package ngo.zoo.routing;

import java.time.Instant;
import java.util.UUID;

/**
 * Lets one new node register in its owner's name.
 *
 * @param code to start the node with; told this once
 * @param command the whole line that starts a node with it
 */
public record Enrolment(UUID id, String code, Instant expiresAt, String command) {}
