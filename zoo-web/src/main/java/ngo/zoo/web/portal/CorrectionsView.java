package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import ngo.zoo.books.AccountRow;
import ngo.zoo.books.CorrectionView;
import ngo.zoo.books.service.Books;
import ngo.zoo.books.service.Corrections;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.api.books.Given;
import org.jspecify.annotations.Nullable;

/** Corrections that wait for a second person, and the forms that ask for one. */
@Named
@ViewScoped
public class CorrectionsView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String PAGE = "/staff/corrections.xhtml?faces-redirect=true";

  @Inject Corrections corrections;
  @Inject Books books;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;
  @Inject Show show;
  @Inject Texts texts;

  private @Nullable PageModel<CorrectionView> rows;
  private @Nullable CorrectionView chosen;
  private boolean approving;
  private String entry = "";
  private String from = "";
  private String to = "";
  private String amount = "";
  private String why = "";
  private String reason = "";

  /** Staff only. */
  public void load() throws IOException {
    gate.staff();
  }

  public PageModel<CorrectionView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> corrections.page(caller(), request));
    }
    return rows;
  }

  /** First press. */
  public void choose(CorrectionView correction, boolean approve) {
    chosen = correction;
    approving = approve;
  }

  public void reconsider() {
    chosen = null;
  }

  /** What the chosen correction would do: whose money goes where, or what is taken back. */
  public String getMeant() {
    CorrectionView asked = chosen;
    if (asked == null) {
      return "";
    }
    UUID source = asked.fromAccount();
    UUID target = asked.toAccount();
    return source == null || target == null
        ? asked.what()
        : texts.of("correction.meant", show.amount(asked.amount()), whose(source), whose(target));
  }

  private String whose(UUID account) {
    AccountRow row = books.account(caller(), account);
    return texts.word(row.kind()) + " " + row.owner();
  }

  /** Second press. */
  public @Nullable String decide() {
    CorrectionView asked = chosen;
    try {
      if (asked != null && approving) {
        corrections.approve(caller(), asked.id());
        refusals.done("correction.approved");
      } else if (asked != null) {
        corrections.decline(caller(), asked.id());
        refusals.done("correction.declined");
      }
      return PAGE;
    } catch (Refusal refusal) {
      refusals.show(refusal, "correction");
      return null;
    }
  }

  /** Whether the reader is the second person. */
  public boolean mayApprove(CorrectionView correction) {
    return correction.isWaiting() && !correction.requestedById().equals(caller().id());
  }

  public @Nullable String askReversal() {
    try {
      UUID id = RequiredField.of("entry", Given.id("entry", entry));
      corrections.askReversal(caller(), id, why);
      refusals.done("correction.asked");
      return PAGE;
    } catch (Refusal refusal) {
      refusals.show(refusal, "reversal");
      return null;
    }
  }

  public @Nullable String askTransfer() {
    try {
      UUID source = RequiredField.of("from", Given.id("from", from));
      UUID target = RequiredField.of("to", Given.id("to", to));
      Asset asset = books.account(caller(), source).balance().asset();
      Amount moved = RequiredField.of("amount", Given.amount("amount", asset, amount));
      corrections.askTransfer(caller(), source, target, moved, reason);
      refusals.done("correction.asked");
      return PAGE;
    } catch (Refusal refusal) {
      refusals.show(refusal, "transfer");
      return null;
    }
  }

  /** The account that the address names as source, so that its form says whose it is. */
  public @Nullable AccountRow getSource() {
    try {
      UUID id = Given.id("from", from);
      return id == null ? null : books.account(caller(), id);
    } catch (Refusal unknown) {
      return null;
    }
  }

  private Caller caller() {
    return me.caller().orElseThrow();
  }

  public @Nullable CorrectionView getChosen() {
    return chosen;
  }

  public boolean isApproving() {
    return approving;
  }

  public String getEntry() {
    return entry;
  }

  public void setEntry(@Nullable String entry) {
    this.entry = Given.text(entry);
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = Given.text(from);
  }

  public String getTo() {
    return to;
  }

  public void setTo(@Nullable String to) {
    this.to = Given.text(to);
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(@Nullable String amount) {
    this.amount = Given.text(amount);
  }

  public String getWhy() {
    return why;
  }

  public void setWhy(@Nullable String why) {
    this.why = Given.text(why);
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = Given.text(reason);
  }
}
