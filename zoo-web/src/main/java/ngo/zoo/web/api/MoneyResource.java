package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import java.util.TreeMap;
import ngo.zoo.rewards.MoneyCheck;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Role;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The books checked against themselves (staff). */
@Path("money")
@Produces("application/json")
@RequestScoped
public class MoneyResource {
  @Inject CurrentCaller current;
  @Inject Accounts accounts;

  /**
   * What adding the journal up again found.
   *
   * @param sums base units of all postings per asset; each must be zero
   * @param mismatches accounts whose balance is not the sum of their postings; must be zero
   */
  public record Check(boolean sound, Map<String, String> sums, long mismatches) {}

  @GET
  @Path("check")
  @Operation(operationId = "checkMoney", summary = "Add the whole journal up again")
  public Check check() {
    current.get().require(Role.STAFF);
    MoneyCheck check = accounts.check();
    Map<String, String> sums = new TreeMap<>();
    check.sums().forEach((asset, sum) -> sums.put(asset.name(), sum.toString()));
    return new Check(check.sound(), sums, check.mismatches());
  }
}
