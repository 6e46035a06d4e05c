package ngo.zoo.ledger;

import java.util.UUID;

/** An experience close to a text; shown to submitter and reviewer, never a reason to refuse. */
public record NearDuplicate(UUID experienceId, String text, double cosine, boolean sameTokens) {}
