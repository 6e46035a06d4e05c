package ngo.zoo.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * @param leafData hex of the SHA-256 of the committed part's canonical JSON; the digest inside the
 *     CID
 * @param author display name
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
    long usageCount) {
  public ExperienceView {
    examples = List.copyOf(examples);
  }
}
