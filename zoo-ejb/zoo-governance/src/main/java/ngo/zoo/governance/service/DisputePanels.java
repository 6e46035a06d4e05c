package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.PanelVoteView;
import ngo.zoo.governance.rules.PanelRules;
import ngo.zoo.governance.rules.PanelRules.Outcome;
import ngo.zoo.persistence.governance.DisputePanelStore;
import ngo.zoo.persistence.governance.DisputePanelStore.Panel;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;

/**
 * Panels of people who vote about disputed answers: experts, staff and guardians who are no party.
 * Opened by routing's fact; what they decide is a fact for routing.
 */
@Stateless
public class DisputePanels {
  private static final Logger LOG = Logger.getLogger(DisputePanels.class);
  private static final String LISTENER = "routing-disputes";
  private static final String DECIDED = "dispute-decided";

  @Inject private DisputePanelStore panels;
  @Inject private Outbox outbox;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private DisputePanels self;

  /** Lets a panel vote about a dispute; once. */
  public void open(UUID dispute, List<UUID> barred) {
    Instant now = clock.now();
    panels.open(
        dispute,
        barred,
        parameters.number(Parameter.PANEL_QUORUM),
        now,
        now.plus(parameters.duration(Parameter.PANEL_PERIOD)));
  }

  /**
   * Casts the caller's vote. The panel closes at its time, or at once when the quorum agrees.
   *
   * @throws Refusal those of {@link PanelRules}; {@code dispute-not-found}; {@code panel-closed},
   *     {@code already-voted} (409)
   */
  public List<PanelVoteView> vote(Caller caller, UUID dispute, boolean uphold, String reason) {
    Panel panel = panels.lock(dispute).orElseThrow(() -> closed(dispute));
    PanelRules.check(caller, panel.barred());
    Instant now = clock.now();
    if (!now.isBefore(panel.closesAt())) {
      throw Refusal.conflict("panel-closed", "The panel's time is over");
    }
    if (!panels.vote(dispute, caller.id(), uphold, PanelRules.reason(reason), now)) {
      throw Refusal.conflict("already-voted", "You have voted about this dispute");
    }
    List<PanelVoteView> votes = panels.votes(dispute);
    boolean unanimous = votes.stream().allMatch(vote -> vote.uphold() == uphold);
    if (unanimous && votes.size() >= panel.quorum()) {
      close(panel, votes);
    }
    return votes;
  }

  private Refusal closed(UUID dispute) {
    return panels.isKnown(dispute)
        ? Refusal.conflict("panel-closed", "The panel has decided")
        : Refusal.notFound("dispute", dispute);
  }

  /** Whether the panel votes, the caller may and has not. */
  public boolean isWaitingFor(Caller caller, UUID dispute) {
    return PanelRules.maySit(caller) && panels.isWaitingFor(dispute, caller.id());
  }

  /** How many panels wait for the caller's vote; none for who does not sit on panels. */
  public long waitingFor(Caller caller) {
    return PanelRules.maySit(caller) ? panels.waitingFor(caller.id()) : 0;
  }

  /** The votes so far, oldest first. */
  public List<PanelVoteView> votes(UUID dispute) {
    return panels.votes(dispute);
  }

  /** Closes panels whose time is over, one transaction each. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void closeDue() {
    for (UUID dispute : panels.due(clock.now())) {
      try {
        self.close(dispute);
      } catch (RuntimeException e) {
        LOG.warnf(e, "The panel of dispute %s is not closed yet", dispute);
      }
    }
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void close(UUID dispute) {
    panels.lock(dispute).ifPresent(panel -> close(panel, panels.votes(dispute)));
  }

  private void close(Panel panel, List<PanelVoteView> votes) {
    long uphold = votes.stream().filter(PanelVoteView::uphold).count();
    Outcome outcome = PanelRules.outcome(uphold, votes.size() - uphold, panel.quorum());
    panels.close(panel.disputeId(), outcome, clock.now());
    JsonObjectBuilder fact = Json.createObjectBuilder().add("outcome", outcome.name());
    votes.stream()
        .filter(PanelVoteView::uphold)
        .findFirst()
        .ifPresent(first -> fact.add("member", first.memberId().toString()));
    outbox.add(LISTENER, DECIDED, panel.disputeId(), fact.build().toString());
  }
}
