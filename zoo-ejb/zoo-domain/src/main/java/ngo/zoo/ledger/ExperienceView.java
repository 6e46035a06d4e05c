package ngo.zoo.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * @param leafData hex of the SHA-256 of the committed part's canonical JSON; the digest inside the
 *     CID
 * @param author display name
 * @param earned what final answers paid for it to those who contributed, counted within seconds;
 *     what it earned before it was revised stands with what it revises
 * @param qualityBasisPoints as last computed, null before the first time
 * @param revises the experience it is a later revision of
 * @param replacedBy the revision or the merged experience that stands in its place
 */
public record ExperienceView(
    UUID id,
    String domain,
    String text,
    int confidenceBasisPoints,
    List<SubmitExperience.Example> examples,
    UUID authorId,
    String author,
    Instant createdAt,
    ExperienceStatus status,
    String leafData,
    String cid,
    long usageCount,
    Amount earned,
    long upvotes,
    long downvotes,
    @Nullable Integer qualityBasisPoints,
    @Nullable UUID revises,
    @Nullable UUID replacedBy) {
  public ExperienceView {
    examples = List.copyOf(examples);
  }
}
