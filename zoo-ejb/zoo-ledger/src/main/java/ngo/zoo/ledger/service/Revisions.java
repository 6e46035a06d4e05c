package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.ledger.EditExperience;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.rules.ChangeRule.Words;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.MergeRule;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.rules.TextRules;
import ngo.zoo.persistence.ledger.Contributors;
import ngo.zoo.persistence.ledger.Experience;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.ExperienceStore;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.MemberQueries;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Refusal;

/**
 * Makes what takes the place of experiences in a library: an experience is never rewritten, an edit
 * or a merge is a new one that waits for its vote. Who contributed to what it comes from
 * contributed to it as well.
 */
@Stateless
public class Revisions {
  private static final Set<ExperienceStatus> RESTORABLE =
      EnumSet.of(ExperienceStatus.DEPRECATED, ExperienceStatus.PRUNED, ExperienceStatus.MERGED);

  @Inject ExperienceStore store;
  @Inject ExperienceQueries queries;
  @Inject LibraryQueries libraries;
  @Inject MemberQueries members;
  @Inject Contributors contributors;
  @Inject Admission admission;
  @Inject Embedder embedder;

  /**
   * Stores the edit as a revision: IN_VOTE when it could be embedded, else QUEUED or HELD as a
   * submission is.
   *
   * @throws Refusal {@code experience-not-found}; {@code experience-not-in-library}; {@code
   *     experience-form}; {@code edit-changes-nothing}; {@code experience-known}
   */
  public ExperienceView revise(UUID author, EditExperience edit) {
    ExperienceView present = adopted(edit.experienceId());
    SubmitExperience after = edit.appliedTo(present);
    admission.checkForm(after);
    if (sameAs(present, after)) {
      throw Refusal.field(
          "edit-changes-nothing", "text", "Change the text, the confidence or the examples.");
    }
    ExperienceView revision = store(author, after, present, List.of(present.id()));
    contributors.inherit(revision.id(), List.of(present.id()), author);
    return revision;
  }

  /**
   * Stores the representative with the examples of all as its own revision. Its words stay, so its
   * author does.
   *
   * @throws Refusal {@code experience-not-found}; {@code experience-not-in-library}; {@code
   *     merge-others}; {@code merge-not-in-library}; {@code merge-examples}
   */
  public ExperienceView merge(UUID representative, List<UUID> others) {
    MergeRule.checkNamed(representative, others);
    ExperienceView present = adopted(representative);
    List<ExperienceView> merged = others.stream().map(queries::experience).toList();
    List<Example> examples = MergeRule.examples(present, merged);
    List<UUID> all = Stream.concat(Stream.of(representative), others.stream()).toList();
    SubmitExperience after =
        new SubmitExperience(
            present.domain(), present.text(), present.confidenceBasisPoints(), examples);
    ExperienceView revision = store(present.authorId(), after, present, all);
    contributors.inherit(revision.id(), all, null);
    return revision;
  }

  /**
   * An experience that is in its library.
   *
   * @throws Refusal {@code experience-not-found}; {@code experience-not-in-library}
   */
  public ExperienceView adopted(UUID id) {
    ExperienceView found = queries.experience(id);
    if (found.status() != ExperienceStatus.ADOPTED) {
      throw Refusal.conflict(
          "experience-not-in-library",
          "Only what is in its library now can be changed or taken out; this one is "
              + found.status());
    }
    return found;
  }

  /**
   * An experience that may come back.
   *
   * @throws Refusal {@code experience-not-found}; {@code experience-not-restorable}; {@code
   *     revision-in-library}; {@code experience-known}
   */
  public ExperienceView restorable(UUID id) {
    ExperienceView found = queries.experience(id);
    if (!RESTORABLE.contains(found.status())) {
      throw Refusal.conflict(
          "experience-not-restorable",
          "Only what was taken out of its library, merged or pruned can come back; this one is "
              + found.status());
    }
    int head = libraries.head(found.domain()).version();
    if (members.hasRelative(List.of(id), members.of(found.domain(), head))) {
      throw Refusal.conflict(
          "revision-in-library", "The library has another revision of it: propose an edit of that");
    }
    checkWords(found.domain(), found.text(), List.of(id));
    return found;
  }

  private ExperienceView store(
      UUID author, SubmitExperience after, ExperienceView present, List<UUID> apart) {
    ExperienceCore core = admission.core(author, after);
    List<HoldReason> holds = SubmissionRules.holds(after);
    Optional<StoredVector> vector =
        holds.isEmpty() ? embedder.tryEmbed(core.text()) : Optional.empty();
    checkWords(core.domain(), core.text(), apart);
    Experience revision = store.addRevision(core, present.id());
    admission.sendOn(revision, core, holds, vector);
    store.flush();
    return queries.experience(core.id());
  }

  private void checkWords(String domain, String text, List<UUID> apart) {
    if (members.words(domain, List.of(DuplicateRule.key(text)), apart) != Words.FREE) {
      throw Refusal.conflict(
          "experience-known", "The library has these words already, or votes on them");
    }
  }

  private static boolean sameAs(ExperienceView present, SubmitExperience after) {
    return present.text().equals(TextRules.normalise(after.text()))
        && present.confidenceBasisPoints() == after.confidenceBasisPoints()
        && present.examples().equals(after.examples());
  }
}
