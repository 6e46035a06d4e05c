package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import ngo.zoo.ledger.audit.LedgerAuditView;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.ledger.service.LedgerAudits;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The audit of the ledger that the address names, else the newest, and all before it. */
@Named
@ViewScoped
public class LedgerAuditsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject LedgerAudits audits;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;

  private @Nullable String id;
  private @Nullable LedgerAuditView run;
  private @Nullable PageModel<LedgerAuditView> rows;

  /** Staff only; 404 when the address names no run. */
  public void load() throws IOException {
    gate.staff();
    if (me.isStaff() && named()) {
      Lookup.byId(id, wanted -> audits.one(caller(), wanted)).ifPresent(found -> run = found);
    } else if (me.isStaff()) {
      run = newest();
    }
  }

  /** Lists come without findings. */
  private @Nullable LedgerAuditView newest() {
    return audits.page(caller(), PageRequest.first(1)).items().stream()
        .findFirst()
        .map(found -> audits.one(caller(), found.id()))
        .orElse(null);
  }

  /** How far it is by now. */
  public void refresh() {
    if (run != null) {
      run = audits.one(caller(), run.id());
    }
  }

  /** Starts one. */
  public void start() {
    try {
      run = audits.start(caller());
    } catch (Refusal refusal) {
      refusals.show(refusal, "audit");
    }
  }

  /** Null before the first. */
  public @Nullable LedgerAuditView getRun() {
    return run;
  }

  public PageModel<LedgerAuditView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> audits.page(caller(), request));
    }
    return rows;
  }

  /** Of a run that is over; until now of one that is not. */
  public Duration took(LedgerAuditView run) {
    Instant end = run.endedAt();
    return Duration.between(run.startedAt(), end == null ? Instant.now() : end);
  }

  /** How many comparisons there are. */
  public int getChecks() {
    return LedgerCheck.values().length;
  }

  /** How many things could not be looked at; then the outcome says less than it seems to. */
  public long skipped(LedgerAuditView run) {
    return run.findings().stream().mapToLong(LedgerFinding::skipped).sum();
  }

  /** The message key of how a run came out. */
  public String state(LedgerAuditView run) {
    return switch (run.status()) {
      case RUNNING, FAILED -> "LedgerAuditStatus." + run.status();
      case DONE -> run.isSound() ? "LedgerAudit.SOUND" : "LedgerAudit.DIFFERENT";
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
