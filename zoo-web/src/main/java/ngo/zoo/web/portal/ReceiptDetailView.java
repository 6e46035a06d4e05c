package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.routing.DecisionView;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.service.Decisions;
import ngo.zoo.routing.service.DisputeFiles;
import ngo.zoo.routing.service.Receipts;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** One receipt, with the movements of money it caused. */
@Named
@ViewScoped
public class ReceiptDetailView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MOST_ENTRIES = 50;

  @Inject Receipts receipts;
  @Inject Experiences experiences;
  @Inject Accounts accounts;
  @Inject Decisions decisions;
  @Inject DisputeFiles disputes;
  @Inject BusinessClock clock;
  @Inject Me me;

  private @Nullable String id;
  private @Nullable ReceiptView receipt;
  private List<ExperienceView> used = List.of();
  private List<EntryView> entries = List.of();
  private @Nullable EntryView settling;
  private @Nullable DecisionView decision;
  private @Nullable UUID dispute;

  /** Reads the receipt; 404 when the address names none. */
  public void load() {
    Lookup.byId(id, receipts::receipt).ifPresent(this::show);
  }

  private void show(ReceiptView found) {
    receipt = found;
    used = experiences.experiences(found.experiences());
    Caller caller = me.caller().orElseThrow();
    entries = accounts.entriesFor(caller, found.id(), PageRequest.first(MOST_ENTRIES)).items();
    settling = accounts.settlingEntry(caller, found.id()).orElse(null);
    decision = decision(caller, found);
    dispute = disputes.ofReceipt(found.id()).orElse(null);
  }

  /** Null for others than payer and staff, and once it is erased. */
  private @Nullable DecisionView decision(Caller caller, ReceiptView found) {
    try {
      return decisions.decision(caller, found.id());
    } catch (Refusal notHis) {
      return null;
    }
  }

  /** Until the fee is split; zero when it may be. */
  public Duration getTimeLeft() {
    return receipt == null ? Duration.ZERO : Duration.between(clock.now(), receipt.finalAfter());
  }

  /** Whether verifiers or a panel look at the answer, so that its fee stays held. */
  public boolean isDoubted() {
    return receipt != null
        && (receipt.verification() == VerificationStatus.FAILED_ONCE
            || receipt.verification() == VerificationStatus.DISPUTED);
  }

  public @Nullable ReceiptView getReceipt() {
    return receipt;
  }

  /** The experiences the answer used. */
  public List<ExperienceView> getUsed() {
    return used;
  }

  public List<EntryView> getEntries() {
    return entries;
  }

  /** The entry that took the fee from a lease, with those of other answers; null without one. */
  public @Nullable EntryView getSettling() {
    return settling;
  }

  /** The dispute about this answer; null without one. */
  public @Nullable UUID getDispute() {
    return dispute;
  }

  /** Whether its time to be disputed is not over. */
  public boolean isOpenToDispute() {
    return receipt != null
        && "HELD".equals(receipt.status())
        && clock.now().isBefore(receipt.finalAfter());
  }

  /** Why the node, for payer and staff. */
  public @Nullable DecisionView getDecision() {
    return decision;
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }
}
