package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import ngo.zoo.donations.DonationDraft;
import ngo.zoo.donations.DonationKind;
import ngo.zoo.donations.DonationReceipt;
import ngo.zoo.donations.service.Donations;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The form of a donation: a member gives from the own account, staff record what came in from
 * outside. A member's form has a reference of its own, so pressing twice gives once.
 */
@Named
@ViewScoped
public class DonateView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Donations donations;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject AskingView asking;
  @Inject Show show;

  private final String formId = UUID.randomUUID().toString();
  private DonationKind kind = DonationKind.DONATION;
  private Asset asset = Asset.KEEPER;
  private String amount = "";
  private String donor = "";
  private boolean named;
  private String email = "";
  private String purpose = "";
  private boolean restricted;
  private String reference = "";
  private boolean confirming;

  /** First press of a member: reads the form and asks. */
  public void review() {
    attempt(
        () -> {
          draft("member");
          confirming = true;
        });
  }

  public void reconsider() {
    confirming = false;
  }

  /** Second press of a member: gives it. */
  public @Nullable String give() {
    confirming = false;
    try {
      Caller caller = caller();
      return shown(donations.give(caller, draft("member:" + caller.id() + ":" + formId)));
    } catch (Refusal refusal) {
      refusals.show(refusal, "donate");
      return null;
    }
  }

  /** First press of staff: reads the form and asks. */
  public void reviewRecord() {
    attempt(
        () -> {
          draft(reference);
          asking.about("record");
        });
  }

  /** What was typed, for the question whether it is meant. */
  public String getAmountText() {
    return asking.is("record") ? show.amount(parsed()) : "";
  }

  /** Second press of staff: records what came in. */
  public @Nullable String record() {
    try {
      return shown(donations.record(caller(), draft(reference)));
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(refusal, "donate");
      return null;
    }
  }

  private static String shown(DonationReceipt receipt) {
    return "/donation.xhtml?faces-redirect=true&number="
        + receipt.number()
        + "&code="
        + receipt.code();
  }

  private DonationDraft draft(String referred) {
    return new DonationDraft(kind, donor, named, email, parsed(), purpose, restricted, referred);
  }

  private Amount parsed() {
    try {
      return Amount.parse(asset, amount);
    } catch (NumberFormatException | ArithmeticException unreadable) {
      throw Refusal.field(
          "donation-amount-invalid", "amount", "Give a decimal number such as 12.5");
    }
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (Refusal refusal) {
      refusals.show(refusal, "donate");
    }
  }

  /** The reader's own donations. */
  public List<DonationReceipt> getOwn() {
    return me.isMember() ? donations.own(caller()) : List.of();
  }

  private Caller caller() {
    return me.caller().orElseThrow();
  }

  public DonationKind[] getKinds() {
    return DonationKind.values();
  }

  public Asset[] getAssets() {
    return Asset.values();
  }

  public boolean isConfirming() {
    return confirming;
  }

  public DonationKind getKind() {
    return kind;
  }

  public void setKind(DonationKind kind) {
    this.kind = kind;
  }

  public Asset getAsset() {
    return asset;
  }

  public void setAsset(Asset asset) {
    this.asset = asset;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(@Nullable String amount) {
    this.amount = amount == null ? "" : amount;
  }

  public String getDonor() {
    return donor;
  }

  public void setDonor(@Nullable String donor) {
    this.donor = donor == null ? "" : donor;
  }

  public boolean isNamed() {
    return named;
  }

  public void setNamed(boolean named) {
    this.named = named;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(@Nullable String email) {
    this.email = email == null ? "" : email;
  }

  public String getPurpose() {
    return purpose;
  }

  public void setPurpose(@Nullable String purpose) {
    this.purpose = purpose == null ? "" : purpose;
  }

  public boolean isRestricted() {
    return restricted;
  }

  public void setRestricted(boolean restricted) {
    this.restricted = restricted;
  }

  public String getReference() {
    return reference;
  }

  public void setReference(@Nullable String reference) {
    this.reference = reference == null ? "" : reference;
  }
}
