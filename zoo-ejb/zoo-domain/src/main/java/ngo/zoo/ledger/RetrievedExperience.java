package ngo.zoo.ledger;

import java.util.UUID;

/** An experience above the relevance floor for one question. */
public record RetrievedExperience(UUID id, String text, UUID authorId, double cosine) {}
