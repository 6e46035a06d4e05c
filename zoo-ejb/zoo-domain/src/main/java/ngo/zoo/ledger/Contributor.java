package ngo.zoo.ledger;

import java.util.UUID;

/** Somebody whose work is in an experience; all of one experience share in equal parts. */
public record Contributor(UUID id, String name) {}
