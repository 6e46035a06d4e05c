package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.ledger.ExperienceHistory;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.TextCheck;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.rules.TextRules;
import ngo.zoo.persistence.ledger.Contributors;
import ngo.zoo.persistence.ledger.Experience;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.ExperienceStore;
import ngo.zoo.persistence.ledger.HistoryQueries;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.persistence.ledger.UseQueue;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.jspecify.annotations.Nullable;

/** Experiences from submission to the library or the archive. Votes on them are governance's. */
@Stateless
public class Experiences {
  @Inject ExperienceStore store;
  @Inject ExperienceQueries queries;
  @Inject UseQueue uses;
  @Inject LibraryQueries libraries;
  @Inject HistoryQueries histories;
  @Inject Contributors contributors;
  @Inject Admission admission;
  @Inject Embedder embedder;
  @Inject NearDuplicates nearDuplicates;
  @Inject Parameters parameters;

  /** Form rules only; reads nothing but the governed limit of words. */
  public TextCheck check(String text) {
    return TextRules.check(text, parameters.number(Parameter.EXPERIENCE_WORDS));
  }

  /**
   * The nearest experiences of the domain at or above the duplicate floor, nearest first, at most
   * five. Holds no database connection while embedding.
   *
   * @throws ngo.zoo.shared.Refusal {@code embedding-unavailable} (503) when the operator's node is
   *     down
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public List<NearDuplicate> nearDuplicates(String domain, String text) {
    return nearDuplicates.of(domain, text);
  }

  /**
   * Stores the experience: HELD when a person should look at it first, IN_VOTE when it could be
   * embedded, else QUEUED; then an outbox handler embeds it later and tells listener {@code
   * governance} by the fact {@code experience-embedded}. Embeds before it touches the database:
   * callers lock their own rows (the stake) afterwards.
   *
   * @throws ngo.zoo.shared.Refusal {@code experience-form} with what is wrong per field; {@code
   *     library-not-found}; {@code experience-known} when the same text is in the domain already
   */
  public ExperienceView submit(UUID authorId, SubmitExperience submission) {
    admission.checkForm(submission);
    ExperienceCore core = admission.core(authorId, submission);
    List<HoldReason> holds = SubmissionRules.holds(submission);
    Optional<StoredVector> vector =
        holds.isEmpty() ? embedder.tryEmbed(core.text()) : Optional.empty();
    libraries.library(core.domain());
    admission.checkNew(submission);
    Experience experience = store.add(core, ExperienceStatus.QUEUED);
    admission.sendOn(experience, core, holds, vector);
    store.flush();
    return queries.experience(core.id());
  }

  /** Marks what a vote turned down. */
  public void reject(UUID id) {
    store.lock(id).reject();
    store.flush();
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code experience-not-found}
   */
  public ExperienceView experience(UUID id) {
    return queries.experience(id);
  }

  /**
   * Where it comes from and what became of it; votes on it are governance's.
   *
   * @throws ngo.zoo.shared.Refusal {@code experience-not-found}
   */
  public ExperienceHistory history(UUID id) {
    return histories.history(id);
  }

  /** Of each who shares in what it earns, the first author first. */
  public Map<UUID, List<UUID>> contributors(Collection<UUID> ids) {
    return contributors.of(ids);
  }

  /** Those of the ids that there are, in the order of the ids. */
  public List<ExperienceView> experiences(List<UUID> ids) {
    return queries.experiences(ids);
  }

  /** Newest first; null domain or status means any. */
  public Page<ExperienceView> page(
      @Nullable String domain, @Nullable ExperienceStatus status, PageRequest request) {
    return queries.page(domain, status, request);
  }

  public Page<ExperienceView> page(ExperienceQuery search, PageRequest request) {
    return queries.page(search, request);
  }

  /** Hands over the first {@code most} that fit, one after the other. */
  public void each(ExperienceQuery search, String text, int most, Consumer<ExperienceView> taker) {
    queries.each(search, text, most, taker);
  }

  /** What of the domain says the same in the same words, in its library or on its way there. */
  public Optional<ExperienceView> known(String domain, String text) {
    UUID known = queries.known(domain, DuplicateRule.key(text));
    return Optional.ofNullable(known).map(queries::experience);
  }

  /** Leaves a use of each in the caller's transaction; counted within seconds. */
  public void countUse(List<UUID> ids) {
    uses.add(ids);
  }

  /** Leaves what each earned in the caller's transaction, which pays it; counted within seconds. */
  public void countEarned(Map<UUID, Amount> earned) {
    uses.addEarned(earned);
  }
}
