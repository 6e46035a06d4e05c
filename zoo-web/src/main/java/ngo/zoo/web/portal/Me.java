package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.rewards.service.Callers;
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
  @Inject Callers callers;
  private @Nullable Amount balance;
  private @Nullable String name;

  Optional<Caller> caller() {
    return current.optional();
  }

  public boolean isSignedIn() {
    return caller().isPresent();
  }

  /** As others are shown the reader; of an organisation, what the audit trail shows. */
  public String getName() {
    if (name == null) {
      name = caller().map(this::nameOf).orElse("");
    }
    return name;
  }

  private String nameOf(Caller caller) {
    return callers.names(List.of(caller.id())).getOrDefault(caller.id(), caller.name());
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

  public boolean isProvider() {
    return has(Role.PROVIDER);
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
        ? accounts.spendable(AccountKind.MEMBER, caller.id(), Asset.KEEPER)
        : accounts.spendable(AccountKind.ORGANISATION, organisation, Asset.KEEPER);
  }
}
