package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.rewards.service.Stakes;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who the credential stands for and what they have. */
@Path("me")
@Produces("application/json")
@RequestScoped
public class MeResource {
  @Inject CurrentCaller current;
  @Inject Accounts accounts;
  @Inject Stakes stakes;

  /**
   * @param spendable what questions are paid from: the organisation's when the caller acts for one
   * @param staked locked behind proposals and experiences; not part of {@code balance}
   */
  public record Me(
      Caller.Kind kind,
      UUID id,
      String name,
      @Nullable UUID organisationId,
      List<Role> roles,
      Amount balance,
      Amount spendable,
      Amount staked) {}

  @GET
  @Operation(operationId = "getMe", summary = "The caller, its roles and its KEEPER")
  public Me me() {
    Caller caller = current.get();
    UUID organisation = caller.organisationId();
    boolean person = caller.kind() == Caller.Kind.PERSON;
    Amount balance =
        accounts.spendable(
            person ? AccountKind.MEMBER : AccountKind.ORGANISATION, caller.id(), Asset.KEEPER);
    return new Me(
        caller.kind(),
        caller.id(),
        caller.name(),
        caller.organisationId(),
        caller.roles().stream().sorted().toList(),
        balance,
        organisation == null
            ? balance
            : accounts.spendable(AccountKind.ORGANISATION, organisation, Asset.KEEPER),
        person ? stakes.locked(caller.id()) : Amount.zero(Asset.KEEPER));
  }
}
