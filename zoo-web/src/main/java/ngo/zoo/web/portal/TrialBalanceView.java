package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import ngo.zoo.books.TrialBalance;
import ngo.zoo.books.TrialLine;
import ngo.zoo.books.service.Books;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.books.Given;
import org.jspecify.annotations.Nullable;

/** What stood on all accounts at an instant, and the accounts behind one row of it. */
@Named
@ViewScoped
public class TrialBalanceView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Books books;
  @Inject BusinessClock clock;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;

  private String at = "";
  private String asset = "";
  private String kind = "";
  private @Nullable TrialBalance trial;
  private List<TrialLine> lines = List.of();

  /** Staff only; says what of the address cannot be read. */
  public void load() throws IOException {
    gate.staff();
    if (!me.isStaff()) {
      return;
    }
    try {
      Instant instant = Given.instant(at, clock.now());
      trial = books.trialBalance(me.caller().orElseThrow(), instant);
      Asset wanted = Given.asset(asset);
      AccountKind of = Names.filter(AccountKind.class, "kind", kind);
      if (wanted != null && of != null) {
        lines = books.trialAccounts(me.caller().orElseThrow(), instant, wanted, of);
      }
    } catch (Refusal refusal) {
      refusals.show(refusal, "trial");
    }
  }

  /** Null when the address cannot be read. */
  public @Nullable TrialBalance getTrial() {
    return trial;
  }

  public List<TrialBalance.Row> rows(TrialBalance.Total total) {
    return trial == null
        ? List.of()
        : trial.rows().stream().filter(row -> row.asset() == total.asset()).toList();
  }

  /** The accounts of the row that the address names. */
  public List<TrialLine> getLines() {
    return lines;
  }

  /** The kind of that row; null when none is named. */
  public @Nullable AccountKind getChosen() {
    return lines.isEmpty() ? null : lines.getFirst().kind();
  }

  /** The instant shown, exactly, for addresses. */
  public String getInstant() {
    return trial == null ? "" : trial.at().toString();
  }

  /** A kind as addresses name it. */
  public String word(AccountKind one) {
    return Names.of(one);
  }

  public String getAt() {
    return at;
  }

  public void setAt(@Nullable String at) {
    this.at = Given.text(at);
  }

  public String getAsset() {
    return asset;
  }

  public void setAsset(@Nullable String asset) {
    this.asset = Given.text(asset);
  }

  public String getKind() {
    return kind;
  }

  public void setKind(@Nullable String kind) {
    this.kind = Given.text(kind);
  }
}
