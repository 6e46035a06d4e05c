package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.ledger.service.Reembeddings;
import ngo.zoo.ledger.transfer.LedgerJob;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Which embedders' vectors are stored, and the job that computes them again. */
@Named
@ViewScoped
public class VectorsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Reembeddings reembeddings;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject AskingView asking;

  private transient Reembeddings.@Nullable State state;

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  /** Read once for each showing. */
  public Reembeddings.State getState() {
    Reembeddings.State known = state;
    if (known == null) {
      known = reembeddings.state(reader());
      state = known;
    }
    return known;
  }

  public boolean isRunning() {
    return live().isPresent();
  }

  /** Whether there is something to compute and nobody does. */
  public boolean isWanted() {
    return getState().stale() > 0 && !isRunning();
  }

  private Optional<LedgerJob> live() {
    return getState().jobs().stream().filter(job -> !job.status().isOver()).findFirst();
  }

  /** Second press: starts the job. */
  public void start() {
    asking.end();
    attempt(() -> reembeddings.start(reader()));
  }

  /** Ends the job after the batch at hand. */
  public void cancel() {
    live().map(LedgerJob::id).ifPresent((UUID id) -> attempt(() -> end(id)));
  }

  private void end(UUID id) {
    reembeddings.cancel(reader(), id);
  }

  /** Reads again what the page shows. */
  public void refresh() {
    state = null;
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (Refusal refusal) {
      refusals.show(refusal, "vectors");
    }
    refresh();
  }
}
