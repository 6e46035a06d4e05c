package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.LibraryProposals;
import ngo.zoo.ledger.ExperienceHistory;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.service.Experiences;
import org.jspecify.annotations.Nullable;

/** What an experience was, which votes it had, and what a member may propose about it now. */
@Named
@ViewScoped
public class ExperienceLifeView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Set<ExperienceStatus> RESTORABLE =
      EnumSet.of(ExperienceStatus.DEPRECATED, ExperienceStatus.PRUNED, ExperienceStatus.MERGED);

  @Inject Experiences experiences;
  @Inject LibraryProposals proposals;
  @Inject Me me;

  private @Nullable ExperienceView experience;
  private @Nullable ExperienceHistory history;
  private List<ProposalView> votes = List.of();
  private @Nullable ProposalView open;

  /** Nothing happens for an experience that is not there. */
  public void load(@Nullable ExperienceView shown) {
    if (shown == null) {
      return;
    }
    experience = shown;
    ExperienceHistory found = experiences.history(shown.id());
    history = found;
    votes =
        proposals.votesOn(
            Stream.of(found.revisions(), found.merged())
                .flatMap(List::stream)
                .map(ExperienceView::id)
                .toList());
    open = proposals.openOn(shown.id()).orElse(null);
  }

  /** The last version of its library that has it; 0 when none had. */
  public int getLastVersion() {
    return history == null || history.versions().isEmpty()
        ? 0
        : history.versions().getLast().last();
  }

  /** Whether a member may propose to edit, merge or remove it. */
  public boolean isChangeable() {
    return me.isMember() && open == null && is(ExperienceStatus.ADOPTED);
  }

  /** Whether a member may propose to take it back. */
  public boolean isRestorable() {
    return me.isMember()
        && open == null
        && experience != null
        && RESTORABLE.contains(experience.status());
  }

  /** Whether the reader shares in what it earns. */
  public boolean isContributor() {
    return me.isSignedIn()
        && history != null
        && history.contributors().stream().anyMatch(one -> one.id().equals(me.getId()));
  }

  private boolean is(ExperienceStatus status) {
    return experience != null && experience.status() == status;
  }

  public @Nullable ExperienceHistory getHistory() {
    return history;
  }

  /** On all of its chain, newest first. */
  public List<ProposalView> getVotes() {
    return votes;
  }

  /** The vote it is in now. */
  public @Nullable ProposalView getOpen() {
    return open;
  }
}
