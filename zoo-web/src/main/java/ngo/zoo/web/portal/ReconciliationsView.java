package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import ngo.zoo.books.ReconciliationView;
import ngo.zoo.books.service.Reconciliations;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The run that the address names, else the newest, and all before it. */
@Named
@ViewScoped
public class ReconciliationsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Reconciliations reconciliations;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;

  private @Nullable String id;
  private @Nullable ReconciliationView run;
  private @Nullable PageModel<ReconciliationView> rows;

  /** Staff only; 404 when the address names no run. */
  public void load() throws IOException {
    gate.staff();
    if (me.isStaff() && named()) {
      Lookup.byId(id, wanted -> reconciliations.one(caller(), wanted))
          .ifPresent(found -> run = found);
    } else if (me.isStaff()) {
      run = reconciliations.newest(caller()).orElse(null);
    }
  }

  /** How far it is by now. */
  public void refresh() {
    if (run != null) {
      run = reconciliations.one(caller(), run.id());
    }
  }

  /** Starts one. */
  public void start() {
    try {
      run = reconciliations.start(caller());
    } catch (Refusal refusal) {
      refusals.show(refusal, "reconciliation");
    }
  }

  /** Null before the first. */
  public @Nullable ReconciliationView getRun() {
    return run;
  }

  public PageModel<ReconciliationView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> reconciliations.page(caller(), request));
    }
    return rows;
  }

  /** Of a run that is over; until now of one that is not. */
  public Duration took(ReconciliationView run) {
    Instant end = run.endedAt();
    return Duration.between(run.startedAt(), end == null ? Instant.now() : end);
  }

  /** The message key of how a run came out. */
  public String state(ReconciliationView run) {
    return switch (run.status()) {
      case RUNNING -> "ReconciliationStatus.RUNNING";
      case FAILED -> "ReconciliationStatus.FAILED";
      case DONE -> run.isSound() ? "Reconciliation.SOUND" : "Reconciliation.DIFFERENT";
    };
  }

  private boolean named() {
    return id != null && !id.isBlank();
  }

  private Caller caller() {
    return me.caller().orElseThrow();
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }
}
