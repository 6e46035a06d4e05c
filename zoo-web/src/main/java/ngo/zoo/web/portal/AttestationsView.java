package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import ngo.zoo.personhood.AttestationState;
import ngo.zoo.personhood.AttestationView;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodState;
import ngo.zoo.personhood.PersonhoodView;
import ngo.zoo.personhood.service.PersonhoodRecords;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Attestations and proofs of all, for staff: attest, confirm, take back, revoke. */
@Named
@ViewScoped
public class AttestationsView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String PAGE = "/staff/attestations.xhtml?faces-redirect=true";

  @Inject PersonhoodRecords records;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable PageModel<AttestationView> rows;
  private @Nullable PageModel<PersonhoodView> proofs;
  private @Nullable PersonhoodView chosen;
  private @Nullable AttestationView judged;
  private boolean confirming;
  private String login = "";
  private String nullifier = "";
  private PersonhoodAction action = PersonhoodAction.MEMBERSHIP;

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public PageModel<AttestationView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> records.attestations(reader(), request));
    }
    return rows;
  }

  public PageModel<PersonhoodView> getProofs() {
    if (proofs == null) {
      proofs = new PageModel<>(request -> records.all(reader(), request));
    }
    return proofs;
  }

  public List<PersonhoodAction> getActions() {
    return List.of(PersonhoodAction.values());
  }

  public @Nullable String attest() {
    return attempt(
        "attestations.attested.done", () -> records.attest(reader(), login, action, nullifier));
  }

  /** First press: asks whether it is meant. */
  public void judge(AttestationView row, boolean confirm) {
    judged = row;
    confirming = confirm;
  }

  /** Second press: confirms what another has seen, or takes it back. */
  public @Nullable String decide() {
    AttestationView row = judged;
    if (row == null) {
      return null;
    }
    return confirming
        ? attempt("attestations.confirmed.done", () -> records.confirm(reader(), row.id()))
        : attempt("attestations.withdrawn.done", () -> records.withdraw(reader(), row.id()));
  }

  public @Nullable AttestationView getJudged() {
    return judged;
  }

  public boolean isConfirming() {
    return confirming;
  }

  /** First press: asks whether it is meant. */
  public void choose(PersonhoodView proof) {
    chosen = proof;
  }

  public void reconsider() {
    chosen = null;
    judged = null;
  }

  /** Second press: the proof counts no more. */
  public @Nullable String revoke() {
    PersonhoodView proof = chosen;
    return proof == null
        ? null
        : attempt("attestations.revoked.done", () -> records.revoke(reader(), proof.id()));
  }

  private @Nullable String attempt(String done, Supplier<?> action) {
    try {
      Object result = action.get();
      refusals.done(done, result);
      return PAGE;
    } catch (Refusal refusal) {
      refusals.show(named(refusal), "attest");
      return null;
    }
  }

  /** An unknown login belongs beside its field. */
  private static Refusal named(Refusal refusal) {
    return refusal.code().equals("member-not-found")
        ? Refusal.field(refusal.code(), "login", String.valueOf(refusal.getMessage()))
        : refusal;
  }

  /** Whether the reader may be the second to say so. */
  public boolean mayConfirm(AttestationView row) {
    UUID own = reader().id();
    return isOpen(row) && !row.attestedById().equals(own) && !row.memberId().equals(own);
  }

  public boolean isOpen(AttestationView row) {
    return row.state() == AttestationState.OPEN;
  }

  public boolean mayRevoke(PersonhoodView proof) {
    return proof.state() != PersonhoodState.REVOKED;
  }

  public @Nullable PersonhoodView getChosen() {
    return chosen;
  }

  public String getLogin() {
    return login;
  }

  public void setLogin(@Nullable String login) {
    this.login = login == null ? "" : login;
  }

  public String getNullifier() {
    return nullifier;
  }

  public void setNullifier(@Nullable String nullifier) {
    this.nullifier = nullifier == null ? "" : nullifier;
  }

  public PersonhoodAction getAction() {
    return action;
  }

  public void setAction(PersonhoodAction action) {
    this.action = action;
  }
}
