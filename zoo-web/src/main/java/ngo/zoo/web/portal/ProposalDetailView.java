package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.Proposals;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** One proposal: what it says, how the vote stands, who voted how and why. */
@Named
@ViewScoped
public class ProposalDetailView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Proposals proposals;
  @Inject Experiences experiences;
  @Inject Callers callers;
  @Inject BusinessClock clock;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable String id;
  private @Nullable ProposalView proposal;
  private @Nullable BallotView mine;
  private @Nullable ExperienceView experience;
  private @Nullable PageModel<BallotView> ballots;
  private Map<UUID, String> names = Map.of();
  private @Nullable List<NearDuplicate> nearDuplicates;
  private boolean nearDuplicatesUnknown;

  /** Reads the proposal; 404 when the address names none. */
  public void load() {
    Lookup.byId(id, proposals::proposal).ifPresent(this::show);
  }

  private void show(ProposalView found) {
    proposal = found;
    UUID proposalId = found.id();
    mine = me.caller().map(c -> proposals.ballotOf(c.id(), proposalId)).orElse(null);
    UUID experienceId = found.experienceId();
    experience = experienceId == null ? null : experiences.experience(experienceId);
    ballots = new PageModel<>(request -> named(proposals.ballots(proposalId, request)));
  }

  /** Learns the voters' names with one question for the whole page. */
  private Page<BallotView> named(Page<BallotView> page) {
    names = Map.copyOf(callers.names(page.items().stream().map(BallotView::memberId).toList()));
    return page;
  }

  /** How a voter on the page shown is called; leaves of the log carry the id only. */
  public String nameOf(BallotView ballot) {
    return names.getOrDefault(ballot.memberId(), "");
  }

  /** The proposer takes it back before voting opens. */
  public @Nullable String cancel() {
    try {
      proposals.cancel(me.caller().orElseThrow(), UUID.fromString(String.valueOf(id)));
      refusals.done("proposal.cancelled");
      return "/proposal.xhtml?faces-redirect=true&id=" + id;
    } catch (Refusal refusal) {
      refusals.show(refusal, "proposal");
      return null;
    }
  }

  /** Asked for when the page is up: it needs the operator's node, the page does not. */
  public List<NearDuplicate> getNearDuplicates() {
    ExperienceView shown = experience;
    if (nearDuplicates == null && shown != null) {
      nearDuplicates = near(shown);
    }
    return nearDuplicates == null ? List.of() : nearDuplicates;
  }

  private List<NearDuplicate> near(ExperienceView shown) {
    try {
      return experiences.nearDuplicates(shown.domain(), shown.text()).stream()
          .filter(near -> !near.experienceId().equals(shown.id()))
          .toList();
    } catch (Refusal unavailable) {
      nearDuplicatesUnknown = true;
      return List.of();
    }
  }

  public boolean isNearDuplicatesUnknown() {
    return nearDuplicatesUnknown;
  }

  public boolean isOpen() {
    return proposal != null && proposal.status() == ProposalStatus.ACTIVE;
  }

  public boolean isCancellable() {
    return proposal != null
        && proposal.status() == ProposalStatus.PENDING
        && proposal.proposerId().equals(me.getId());
  }

  /** Until voting closes. */
  public Duration getTimeLeft() {
    return proposal == null || proposal.closesAt() == null
        ? Duration.ZERO
        : Duration.between(clock.now(), proposal.closesAt());
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }

  public @Nullable ProposalView getProposal() {
    return proposal;
  }

  public @Nullable BallotView getMine() {
    return mine;
  }

  public @Nullable ExperienceView getExperience() {
    return experience;
  }

  public @Nullable PageModel<BallotView> getBallots() {
    return ballots;
  }
}
