package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import ngo.zoo.rewards.AuditLine;
import ngo.zoo.rewards.EpochRun;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.PayoutView;
import ngo.zoo.rewards.RunStatus;
import ngo.zoo.rewards.service.Epochs;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Reward epochs for staff: runs, progress, pay-outs, audit. */
@Named
@ViewScoped
public class EpochsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Epochs epochs;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;
  @Inject AskingView asking;

  private @Nullable Integer number;
  private @Nullable String search;
  private @Nullable PageModel<EpochView> rows;
  private @Nullable PageModel<PayoutView> payouts;
  private transient @Nullable List<AuditLine> audit;

  /** Sends strangers to sign in, others who are no staff to 403, wrong numbers to 404. */
  public void load() throws IOException {
    gate.staff();
    Integer wanted = number;
    if (me.isStaff() && wanted != null) {
      Lookup.of(() -> epochs.epoch(wanted));
    }
  }

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public PageModel<EpochView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(epochs::page);
    }
    return rows;
  }

  /** The epoch shown below the list; null when none is chosen. */
  public @Nullable EpochView getChosen() {
    return Optional.ofNullable(number).map(epochs::epoch).orElse(null);
  }

  public List<EpochRun> getRuns() {
    return Optional.ofNullable(number).map(one -> epochs.runs(reader(), one)).orElse(List.of());
  }

  /** Whether a run of the chosen epoch is at work. */
  public boolean isRunning() {
    return getRuns().stream().anyMatch(run -> run.status() == RunStatus.RUNNING);
  }

  public PageModel<PayoutView> getPayouts() {
    if (payouts == null) {
      int chosen = chosen();
      payouts =
          new PageModel<>(
              request -> epochs.payouts(reader(), chosen, request), ProposalsView.text(search));
    }
    return payouts;
  }

  /** Second press: starts the job, or goes on where the last run ended. */
  public void run() {
    asking.end();
    attempt(() -> epochs.start(reader(), chosen()));
  }

  /** Stops the run after its chunk. */
  public void stop() {
    attempt(() -> epochs.stop(reader(), chosen()));
  }

  /** Computes the epoch again and compares. */
  public void check() {
    attempt(() -> audit = epochs.audit(reader(), chosen()));
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (Refusal refusal) {
      refusals.show(refusal, "epoch");
    }
  }

  private int chosen() {
    return Optional.ofNullable(number).orElse(0);
  }

  /** What the check found; null before it. */
  public @Nullable List<AuditLine> getAudit() {
    return audit;
  }

  public @Nullable Integer getNumber() {
    return number;
  }

  public void setNumber(@Nullable Integer number) {
    this.number = number;
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }
}
