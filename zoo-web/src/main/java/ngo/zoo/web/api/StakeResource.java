package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.StandingStakeView;
import ngo.zoo.rewards.UnbondingView;
import ngo.zoo.rewards.service.Staking;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Stakes behind nodes and compute providers. */
@Path("stakes")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class StakeResource {
  private static final String DEPOSIT =
      """
      {"role": "inference-node", "node_id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192",
       "amount": {"value": "1000", "asset": "KEEPER"}}
      """;
  private static final String WITHDRAWAL =
      """
      {"amount": {"value": "250", "asset": "KEEPER"}}
      """;

  @Inject CurrentCaller current;
  @Inject Staking staking;

  /** An amount as a client writes it. */
  public record Sum(@Nullable String value, @Nullable String asset) {
    Amount amount() {
      try {
        return Amount.parse(
            Asset.valueOf(RequiredField.of("amount", asset)), RequiredField.of("amount", value));
      } catch (IllegalArgumentException | ArithmeticException unreadable) {
        throw Refusal.field(
            "stake-amount-invalid",
            "amount",
            "The amount is a decimal value with its asset, such as 1000 KEEPER");
      }
    }
  }

  /**
   * What to lock.
   *
   * @param role {@code inference-node} (KEEPER) or {@code compute-provider} (ZEN)
   * @param nodeId a node of the caller; absent for a compute provider
   */
  public record Deposit(@Nullable String role, @Nullable UUID nodeId, @Nullable Sum amount) {}

  /** What to ask back. */
  public record Withdrawal(@Nullable Sum amount) {}

  @GET
  @Operation(operationId = "listMyStakes", summary = "The caller's stakes, oldest first")
  public Listing<StandingStakeView> mine(@BeanParam Paging paging) {
    return Listing.part(staking.mine(current.get()), paging, one -> Names.of(one.role()));
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getStake", summary = "One stake of the caller")
  @APIResponse(responseCode = "404", description = "stake-not-found, also for another's stake")
  public StandingStakeView one(@PathParam("id") UUID id) {
    return staking.stake(current.get(), id);
  }

  @GET
  @Path("all")
  @Operation(operationId = "listStakes", summary = "Everybody's stakes (staff)")
  @APIResponse(responseCode = "403", description = "The caller is not staff")
  public Listing<StandingStakeView> all(@BeanParam Paging paging) {
    return Listing.of(staking.all(current.get(), paging.request()), paging);
  }

  @POST
  @Operation(
      operationId = "lockStake",
      summary = "Lock a stake, or more of it",
      description =
          "What is locked then is at least the role's governed minimum (stakes.inference-node,"
              + " stakes.compute-provider). A node whose stake is below it is not chosen. Locked"
              + " and unbonding KEEPER votes.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Deposit.class),
              examples = @ExampleObject(name = "a node", value = DEPOSIT)))
  @APIResponse(responseCode = "201", description = "The stake")
  @APIResponse(responseCode = "400", description = "stake-below-minimum, stake-amount-invalid")
  @APIResponse(responseCode = "402", description = "insufficient-funds")
  @APIResponse(responseCode = "404", description = "node-not-found, also for another's node")
  public Response lock(Deposit body) {
    StandingStakeView stake =
        staking.lock(
            current.get(),
            Names.parse(StakeRole.class, "role", body.role()),
            body.nodeId(),
            RequiredField.of("amount", body.amount()).amount());
    return Response.created(URI.create("stakes/" + stake.id())).entity(stake).build();
  }

  @POST
  @Path("{id}/withdraw")
  @Operation(
      operationId = "withdrawStake",
      summary = "Ask for a part or all of a stake",
      description =
          "It is back after the governed time (stakes.unbonding); until then it can be put back,"
              + " and a slash reaches it. What stays is nothing or at least the minimum.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Withdrawal.class),
              examples = @ExampleObject(name = "a part", value = WITHDRAWAL)))
  @APIResponse(responseCode = "201", description = "What is on its way back")
  @APIResponse(responseCode = "400", description = "stake-below-minimum, stake-amount-invalid")
  @APIResponse(responseCode = "404", description = "stake-not-found, also for another's stake")
  @APIResponse(responseCode = "409", description = "stake-too-small")
  public Response withdraw(@PathParam("id") UUID id, Withdrawal body) {
    UnbondingView unbonding =
        staking.withdraw(current.get(), id, RequiredField.of("amount", body.amount()).amount());
    return Response.created(URI.create("stakes/unbondings/" + unbonding.id()))
        .entity(unbonding)
        .build();
  }

  @GET
  @Path("unbondings")
  @Operation(operationId = "listUnbondings", summary = "What the caller asked back, newest first")
  public Listing<UnbondingView> unbondings(@BeanParam Paging paging) {
    return Listing.of(staking.unbondings(current.get(), paging.request()), paging);
  }

  @GET
  @Path("unbondings/{id}")
  @Operation(operationId = "getUnbonding", summary = "One unbonding of the caller")
  @APIResponse(responseCode = "404", description = "unbonding-not-found, also for another's")
  public UnbondingView unbonding(@PathParam("id") UUID id) {
    return staking.unbonding(current.get(), id);
  }

  @POST
  @Path("unbondings/{id}/cancel")
  @Consumes("*/*")
  @Operation(
      operationId = "cancelUnbonding",
      summary = "Put what is unbonding back into its stake",
      description = "A second time changes nothing.")
  @APIResponse(responseCode = "200", description = "The unbonding")
  @APIResponse(responseCode = "404", description = "unbonding-not-found, also for another's")
  @APIResponse(responseCode = "409", description = "unbonding-over: it was paid out")
  public UnbondingView cancel(@PathParam("id") UUID id) {
    return staking.cancel(current.get(), id);
  }
}
