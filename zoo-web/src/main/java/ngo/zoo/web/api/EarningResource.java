package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import ngo.zoo.rewards.EarningView;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What final answers paid the caller for its experiences. */
@Path("earnings")
@Produces("application/json")
@RequestScoped
public class EarningResource {
  @Inject CurrentCaller current;
  @Inject Fees fees;

  /**
   * A page of earnings.
   *
   * @param earned of all time, not of this page
   */
  public record Earnings(
      UUID ownerId,
      Amount earned,
      List<EarningView> items,
      long total,
      int first,
      int size,
      @Nullable String next) {

    static Earnings of(Fees fees, UUID ownerId, Paging paging) {
      Page<EarningView> page = fees.earnings(ownerId, paging.request());
      return new Earnings(
          ownerId,
          fees.earned(ownerId),
          page.items(),
          page.total(),
          paging.first,
          paging.size,
          paging.next(page.total()));
    }
  }

  @GET
  @Operation(summary = "The caller's earnings, newest first, each with its entry and receipt")
  public Earnings earnings(@BeanParam Paging paging) {
    return Earnings.of(fees, current.get().id(), paging);
  }
}
