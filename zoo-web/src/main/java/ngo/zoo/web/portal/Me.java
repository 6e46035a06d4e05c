package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import ngo.zoo.web.security.CurrentCaller;
import org.jspecify.annotations.Nullable;

/** Who is signed in, as the pages ask. Hiding a button is a courtesy; the services decide. */
@Named
@RequestScoped
public class Me {
  @Inject CurrentCaller current;
  @Inject Accounts accounts;
  private @Nullable Amount balance;

  Optional<Caller> caller() {
    return current.optional();
  }

  public boolean isSignedIn() {
    return caller().isPresent();
  }

  public String getName() {
    return caller().map(Caller::name).orElse("");
  }

  public @Nullable UUID getId() {
    return caller().map(Caller::id).orElse(null);
  }

  public boolean isStaff() {
    return has(Role.STAFF);
  }

  public boolean isPartner() {
    return has(Role.PARTNER);
  }

  public boolean isMember() {
    return has(Role.MEMBER);
  }

  /** What the caller may spend: of its organisation when it acts for one. */
  public Amount getBalance() {
    if (balance == null) {
      balance = caller().map(this::balanceOf).orElse(Amount.zero(Asset.KEEPER));
    }
    return balance;
  }

  private boolean has(Role role) {
    return caller().map(c -> c.has(role)).orElse(false);
  }

  private Amount balanceOf(Caller caller) {
    UUID organisation = caller.organisationId();
    return organisation == null
        ? accounts.balance(AccountKind.MEMBER, caller.id(), Asset.KEEPER)
        : accounts.balance(AccountKind.ORGANISATION, organisation, Asset.KEEPER);
  }
}
