package ngo.zoo.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's vote on an experience and how all votes stand.
 *
 * @param value null when the member has not voted or took the vote back
 * @param changedAt when the member last changed it
 */
public record ExperienceVoteView(
    UUID experienceId,
    @Nullable VoteValue value,
    @Nullable Instant changedAt,
    long upvotes,
    long downvotes) {}
