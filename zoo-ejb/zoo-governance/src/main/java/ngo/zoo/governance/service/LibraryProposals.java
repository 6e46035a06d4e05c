package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.governance.ChangedExperience;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.rules.ChangeText;
import ngo.zoo.governance.rules.ProposalText;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.EditExperience;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.ledger.service.Revisions;
import ngo.zoo.persistence.governance.ProposalRepository;
import ngo.zoo.persistence.governance.ProposedChanges;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Proposals to change what libraries have: edits, removals, restorations, merges, rollbacks. Stake
 * and vote are those of a submission. Each refuses with {@code role-missing}, {@code
 * reason-length}, {@code insufficient-funds} and {@code experience-in-vote} beside its own.
 */
@Stateless
public class LibraryProposals {
  @Inject private ChangeVotes votes;
  @Inject private ProposalRepository proposals;
  @Inject private ProposedChanges changes;
  @EJB private Revisions revisions;
  @EJB private Experiences experiences;
  @EJB private Libraries libraries;

  /**
   * Proposes a revision in the place of an experience; its author is who proposes it.
   *
   * @throws Refusal as {@link Revisions#revise}
   */
  public ProposalView revise(Caller caller, EditExperience edit, @Nullable String reason) {
    UUID proposer = Proposals.member(caller);
    String why = ChangeText.reason(reason);
    changes.checkFree(List.of(edit.experienceId()));
    // Asks the embedding node: no row is locked while that takes its time.
    ExperienceView after = revisions.revise(proposer, edit);
    ExperienceView before = experiences.experience(edit.experienceId());
    return proposed(
        proposer,
        ChangeText.modify(before, after, why),
        change(ChangeKind.MODIFY, after.domain(), List.of(after.id()), List.of(before.id())),
        after.status() == ExperienceStatus.IN_VOTE);
  }

  /**
   * Proposes to take an experience out of its library.
   *
   * @throws Refusal {@code experience-not-found}, {@code experience-not-in-library}
   */
  public ProposalView deprecate(Caller caller, UUID experienceId, @Nullable String reason) {
    UUID proposer = Proposals.member(caller);
    ExperienceView out = revisions.adopted(experienceId);
    return proposed(
        proposer,
        ChangeText.remove(out, ChangeText.reason(reason)),
        change(ChangeKind.REMOVE, out.domain(), List.of(), List.of(out.id())),
        true);
  }

  /**
   * Proposes to take back what went out.
   *
   * @throws Refusal as {@link Revisions#restorable}
   */
  public ProposalView restore(Caller caller, UUID experienceId, @Nullable String reason) {
    UUID proposer = Proposals.member(caller);
    changes.checkFree(List.of(experienceId));
    ExperienceView in = revisions.restorable(experienceId);
    return proposed(
        proposer,
        ChangeText.restore(in, ChangeText.reason(reason)),
        change(ChangeKind.RESTORE, in.domain(), List.of(in.id()), List.of()),
        true);
  }

  /**
   * Proposes to let one experience stand for several of the same library, with the examples of all.
   *
   * @throws Refusal as {@link Revisions#merge}; {@code merge-not-in-library} when the
   *     representative is of another library
   */
  public ProposalView merge(
      Caller caller,
      String domain,
      UUID representative,
      List<UUID> others,
      @Nullable String reason) {
    UUID proposer = Proposals.member(caller);
    String why = ChangeText.reason(reason);
    ExperienceView before = experiences.experience(representative);
    if (!before.domain().equals(domain)) {
      throw Refusal.field(
          "merge-not-in-library", "representative", "It is not in the library " + domain);
    }
    List<UUID> out = Stream.concat(Stream.of(representative), others.stream()).toList();
    changes.checkFree(out);
    ExperienceView after = revisions.merge(representative, others);
    return proposed(
        proposer,
        ChangeText.merge(before, experiences.experiences(others), after, why),
        change(ChangeKind.MERGE, domain, List.of(after.id()), out),
        after.status() == ExperienceStatus.IN_VOTE);
  }

  /**
   * Proposes that the members of an earlier version are the library again.
   *
   * @throws Refusal {@code library-not-found}, {@code library-version-not-found}, {@code
   *     version-current}, {@code library-in-vote}
   */
  public ProposalView rollBack(Caller caller, String domain, int version, @Nullable String reason) {
    UUID proposer = Proposals.member(caller);
    LibraryView library = libraries.library(domain);
    LibraryVersionView target = libraries.version(domain, version);
    LibraryVersionView head = libraries.version(domain, library.head());
    if (target.root().equals(head.root())) {
      throw Refusal.field(
          "version-current", "version", "The library has the members of this version already");
    }
    LibraryChange change =
        new LibraryChange(ChangeKind.ROLLBACK, domain, List.of(), List.of(), version);
    return proposed(
        proposer, ChangeText.rollBack(target, head, ChangeText.reason(reason)), change, true);
  }

  /** What a proposal takes in and out, in order. */
  public List<ChangedExperience> changed(UUID proposalId) {
    return changes.of(proposalId);
  }

  /** All votes that concerned one of the experiences, newest first. */
  public List<ProposalView> votesOn(Collection<UUID> experienceIds) {
    return proposals.views(changes.proposalsOn(experienceIds));
  }

  /** The vote that is open on the experience, if there is one. */
  public Optional<ProposalView> openOn(UUID experienceId) {
    return changes.openOn(experienceId).flatMap(proposals::view);
  }

  private ProposalView proposed(
      UUID proposer, ProposalText text, LibraryChange change, boolean open) {
    return proposals.view(votes.propose(proposer, text, change, open)).orElseThrow();
  }

  private static LibraryChange change(
      ChangeKind kind, String domain, List<UUID> in, List<UUID> out) {
    return new LibraryChange(kind, domain, in, out, null);
  }
}
