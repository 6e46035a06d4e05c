package ngo.zoo.ledger;

import java.util.UUID;

/** An experience and who gave it. */
public record Contribution(UUID authorId, SubmitExperience experience) {}
