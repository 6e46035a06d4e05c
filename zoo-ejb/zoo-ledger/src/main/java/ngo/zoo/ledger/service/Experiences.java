package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.TextCheck;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Experiences from submission to the library or the archive. Votes on them are governance's. */
@Stateless
public class Experiences {
  /** Form rules only; no database. */
  public TextCheck check(String text) {
    throw new UnsupportedOperationException();
  }

  /**
   * The nearest experiences of the domain at or above the duplicate floor, nearest first.
   *
   * @throws ngo.zoo.shared.Refusal {@code embedding-unavailable} (503) when the operator's node is
   *     down
   */
  public List<NearDuplicate> nearDuplicates(String domain, String text) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stores the experience: IN_VOTE when it could be embedded, else QUEUED; then an outbox handler
   * embeds it later and tells listener {@code governance} by the fact {@code experience-embedded}.
   *
   * @throws ngo.zoo.shared.Refusal {@code experience-form} with what is wrong per field; {@code
   *     library-not-found}; {@code experience-known} when the same text is in the domain already
   */
  public ExperienceView submit(UUID authorId, SubmitExperience submission) {
    throw new UnsupportedOperationException();
  }

  /** Marks what a vote turned down. */
  public void reject(UUID id) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code experience-not-found}
   */
  public ExperienceView experience(UUID id) {
    throw new UnsupportedOperationException();
  }

  /** Newest first; null domain or status means any. */
  public Page<ExperienceView> page(
      @Nullable String domain, @Nullable ExperienceStatus status, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Counts a use of each; batched by the caller, in its transaction. */
  public void countUse(List<UUID> ids) {
    throw new UnsupportedOperationException();
  }
}
