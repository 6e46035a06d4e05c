package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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
  private @Nullable PageModel<ReconciliationView> rows;

  /** Staff only; 404 when the address names no run. */
  public void load() throws IOException {
    gate.staff();
    if (me.isStaff() && named()) {
      Lookup.byId(id, run -> reconciliations.one(caller(), run));
    }
  }

  /** Starts one. */
  public void start() {
    try {
      id = reconciliations.start(caller()).id().toString();
    } catch (Refusal refusal) {
      refusals.show(refusal, "reconciliation");
    }
  }

  /** Null before the first. */
  public @Nullable ReconciliationView getRun() {
    Optional<ReconciliationView> run =
        named()
            ? Optional.of(reconciliations.one(caller(), UUID.fromString(String.valueOf(id))))
            : reconciliations.newest(caller());
    return run.orElse(null);
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
