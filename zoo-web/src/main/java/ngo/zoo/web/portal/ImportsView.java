package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import ngo.zoo.ledger.service.Imports;
import ngo.zoo.ledger.transfer.ImportProblem;
import ngo.zoo.ledger.transfer.ImportView;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Imports for staff: what runs, how far it is, and what did not go in. */
@Named
@ViewScoped
public class ImportsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Imports imports;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;
  @Inject AskingView asking;

  private @Nullable String id;
  private @Nullable String search;
  private @Nullable PageModel<ImportView> rows;
  private @Nullable PageModel<ImportProblem> problems;
  private transient @Nullable ImportView chosen;

  /** Sends strangers to sign in, others who are no staff to 403, wrong ids to 404. */
  public void load() throws IOException {
    gate.staff();
    if (me.isStaff() && isOne()) {
      chosen = Lookup.byId(id, one -> imports.one(reader(), one)).orElse(null);
    }
  }

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  /** Whether the address names an import. */
  public boolean isOne() {
    return id != null && !id.isBlank();
  }

  public PageModel<ImportView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> imports.page(reader(), request));
    }
    return rows;
  }

  /** The import shown below the list; null when none is chosen. Read once for each showing. */
  public @Nullable ImportView getChosen() {
    if (chosen == null && isOne()) {
      chosen = imports.one(reader(), UUID.fromString(String.valueOf(id)));
    }
    return chosen;
  }

  /** Whether it is still on its way. */
  public boolean isLive() {
    ImportView one = getChosen();
    return one != null && (!one.status().isOver() || one.vectorsMissing() > 0);
  }

  public boolean isCancellable() {
    ImportView one = getChosen();
    return one != null
        && !one.cancelling()
        && one.status() != JobStatus.COMPLETED
        && one.status() != JobStatus.CANCELLED;
  }

  public boolean isResumable() {
    ImportView one = getChosen();
    return one != null && one.status() == JobStatus.FAILED && one.bytes() > 0;
  }

  public PageModel<ImportProblem> getProblems() {
    if (problems == null) {
      UUID one = UUID.fromString(String.valueOf(id));
      problems =
          new PageModel<>(
              request -> imports.problems(reader(), one, request), ProposalsView.text(search));
    }
    return problems;
  }

  /** Second press: ends it after the chunk at hand. */
  public void cancel() {
    asking.end();
    attempt(() -> imports.cancel(reader(), UUID.fromString(String.valueOf(id))));
  }

  /** Has it go on where it ended. */
  public void resume() {
    attempt(() -> imports.resume(reader(), UUID.fromString(String.valueOf(id))));
  }

  /** Reads again what the page shows. */
  public void refresh() {
    chosen = null;
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (Refusal refusal) {
      refusals.show(refusal, "import");
    }
    refresh();
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }
}
