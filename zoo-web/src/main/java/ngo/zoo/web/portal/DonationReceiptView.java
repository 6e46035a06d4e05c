package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Optional;
import ngo.zoo.donations.DonationReceipt;
import ngo.zoo.donations.service.Donations;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** A receipt that anybody checks by its number and code. */
@Named
@ViewScoped
public class DonationReceiptView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Donations donations;

  private String number = "";
  private String code = "";

  /** Null when number and code do not belong together. */
  public @Nullable DonationReceipt getReceipt() {
    return found().orElse(null);
  }

  private Optional<DonationReceipt> found() {
    try {
      return Optional.of(donations.receipt(number, code));
    } catch (Refusal unknown) {
      return Optional.empty();
    }
  }

  /** Whether the reader has asked for one yet. */
  public boolean isAsked() {
    return !number.isEmpty() || !code.isEmpty();
  }

  public String getNumber() {
    return number;
  }

  public void setNumber(@Nullable String number) {
    this.number = number == null ? "" : number.strip();
  }

  public String getCode() {
    return code;
  }

  public void setCode(@Nullable String code) {
    this.code = code == null ? "" : code.strip();
  }
}
