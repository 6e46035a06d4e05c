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
import java.util.UUID;
import ngo.zoo.routing.DecisionView;
import ngo.zoo.routing.DecisionView.NodeReason;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.service.Decisions;
import ngo.zoo.routing.service.Disputes;
import ngo.zoo.routing.service.Receipts;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Receipts of settled answers. */
@Path("receipts")
@Produces("application/json")
@RequestScoped
public class ReceiptResource {
  @Inject CurrentCaller current;
  @Inject Receipts receipts;
  @Inject Disputes disputes;
  @Inject Decisions decisions;

  @GET
  @Operation(summary = "The caller's receipts, newest first")
  public Listing<ReceiptView> page(@BeanParam Paging paging) {
    Page<ReceiptView> page =
        receipts.page(current.get().require(Scope.USAGE_READ), paging.request());
    return Listing.of(
        new Page<>(page.items().stream().map(ReceiptResource::published).toList(), page.total()),
        paging);
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One receipt; whoever knows its id may see it")
  public ReceiptView one(@PathParam("id") UUID id) {
    current.get();
    return published(receipts.receipt(id));
  }

  @GET
  @Path("{id}/decision")
  @Operation(
      operationId = "receiptDecision",
      summary = "Why the node of an answer was chosen, and the others were not",
      description =
          "For who paid and staff. With the figures of that moment: requests in flight, mean time,"
              + " success, stake, place by hash. Kept as long as the transcript.")
  @APIResponse(responseCode = "200", description = "The decision")
  @APIResponse(responseCode = "404", description = "receipt-not-found, decision-not-found")
  public DecisionView decision(@PathParam("id") UUID id) {
    return published(decisions.decision(current.get().require(Scope.USAGE_READ), id));
  }

  private static DecisionView published(DecisionView d) {
    return new DecisionView(
        d.receiptId(),
        Names.of(d.strategy()),
        d.nodeId(),
        d.node(),
        d.note(),
        d.attempt(),
        d.nodes().stream().map(ReceiptResource::published).toList(),
        d.unnamed());
  }

  private static NodeReason published(NodeReason one) {
    return new NodeReason(
        one.nodeId(),
        one.node(),
        Names.of(one.verdict()),
        one.reason(),
        one.inFlight(),
        one.slots(),
        one.meanMillis(),
        one.success(),
        one.stake(),
        one.rank());
  }

  /** Why an answer is not what was asked for. */
  public record Challenge(@Nullable String reason) {}

  @POST
  @Path("{id}/challenge")
  @Consumes("application/json")
  @Operation(
      operationId = "challengeReceipt",
      summary = "Challenge an answer within its dispute window",
      description =
          "By who paid for it or has a staked node of another owner; a key needs billing:write."
              + " routing.challenge-bond is put aside from what the caller's organisation, or the"
              + " caller, holds: given back when the objection is upheld or the panel has no quorum,"
              + " the treasury's when the answer stands. Up to three verifiers look; unless two find"
              + " it as claimed, a panel votes. The fee is held meanwhile.")
  @APIResponse(responseCode = "200", description = "The receipt, its fee held")
  @APIResponse(
      responseCode = "402",
      description = "insufficient-funds: there is less than the bond; nothing was challenged")
  @APIResponse(responseCode = "403", description = "scope-missing, not-a-party")
  @APIResponse(
      responseCode = "409",
      description =
          "answer-final, answer-unsealed, already-disputed, already-challenged,"
              + " too-many-challenges")
  public ReceiptView challenge(@PathParam("id") UUID id, Challenge challenge) {
    return published(
        disputes.challenge(current.get(), id, RequiredField.of("reason", challenge.reason())));
  }

  private static ReceiptView published(ReceiptView r) {
    return new ReceiptView(
        r.id(),
        r.payerId(),
        r.model(),
        r.nodeId(),
        r.node(),
        r.domain(),
        r.libraryVersion(),
        r.fee(),
        Names.of(r.status()),
        r.answeredAt(),
        r.finalAfter(),
        r.finalAt(),
        r.experiences(),
        r.record(),
        r.verification());
  }
}
