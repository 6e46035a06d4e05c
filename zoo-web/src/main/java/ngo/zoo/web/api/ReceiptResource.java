package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.DecisionView;
import ngo.zoo.routing.DecisionView.NodeReason;
import ngo.zoo.routing.ReceiptQuery;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.service.Decisions;
import ngo.zoo.routing.service.Disputes;
import ngo.zoo.routing.service.Receipts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Receipts of settled answers. */
@Path("receipts")
@Produces("application/json")
@RequestScoped
public class ReceiptResource {
  private static final MediaType CSV = MediaType.valueOf("text/csv;charset=UTF-8");
  private static final String RECEIPT =
      """
      {"id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77",
       "payer_id": "019a7f3e-1111-7a30-8f00-3b1f4d2c9e77", "model": "zoo-keeper-tiny",
       "node_id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192", "node": "petra-1",
       "domain": "keeper.signs", "library_version": 2,
       "fee": {"value": "0.01", "asset": "KEEPER"}, "status": "held",
       "answered_at": "2026-11-21T10:00:00Z", "final_after": "2026-11-21T11:00:00Z",
       "experiences": ["019a7f3e-3333-7a30-8f00-3b1f4d2c9e77"], "record": "{\\"asset\\":\\"KEEPER\\"}",
       "verification": "unchecked",
       "transcript": "/api/v1/receipts/019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77/transcript"}
      """;
  private static final String CHALLENGE =
      """
      {"reason": "The sign showed otter, and the digits were not rotated."}
      """;

  @Inject CurrentCaller current;
  @Inject Receipts receipts;
  @Inject Disputes disputes;
  @Inject Decisions decisions;

  /** A receipt as it is read: what of it is only for who paid is absent for others. */
  public record PublishedReceipt(
      UUID id,
      @Nullable UUID payerId,
      String model,
      UUID nodeId,
      String node,
      String domain,
      int libraryVersion,
      Amount fee,
      String status,
      Instant answeredAt,
      Instant finalAfter,
      @Nullable Instant finalAt,
      List<UUID> experiences,
      String record,
      VerificationStatus verification,
      @Nullable String transcript) {

    static PublishedReceipt of(ReceiptView whole, Caller reader) {
      ReceiptView r = whole.seenBy(reader);
      return new PublishedReceipt(
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
          r.verification(),
          r.isPaidBy(reader) ? "/api/v1/receipts/" + r.id() + "/transcript" : null);
    }
  }

  /** The filters of receipts. */
  public static class Filters {
    @Parameter(description = "held, final or refunded; all when left out")
    @QueryParam("status")
    @Nullable String status;

    @Parameter(description = "unchecked, sampled-ok, failed-once, disputed, upheld or overturned")
    @QueryParam("verification")
    @Nullable String verification;

    @Parameter(description = "Only answers of this node")
    @QueryParam("node")
    @Nullable UUID node;

    @Parameter(description = "First day (UTC), such as 2026-11-01")
    @QueryParam("from")
    @Nullable String from;

    @Parameter(description = "The day after the last")
    @QueryParam("to")
    @Nullable String to;

    ReceiptQuery query() {
      Status wanted = Names.filter(Status.class, "status", status);
      return new ReceiptQuery(
          null,
          wanted == null ? null : wanted.name(),
          Names.filter(VerificationStatus.class, "verification", verification),
          node,
          GivenDay.read("from", from),
          GivenDay.read("to", to));
    }
  }

  /** As {@link ReceiptView} tells it. */
  private enum Status {
    HELD,
    FINAL,
    REFUNDED
  }

  @GET
  @Produces({"application/json", "text/csv"})
  @Operation(
      operationId = "listReceipts",
      summary = "The caller's receipts, everybody's for staff; newest first",
      description =
          "CSV of all that match, oldest first, by Accept: text/csv or format=csv; its columns are"
              + " answered_at, receipt, model, node, node_id, domain, prompt_tokens,"
              + " completion_tokens, fee, asset, status, verification.")
  @APIResponse(
      responseCode = "200",
      description = "Receipts",
      content = {
        @Content(
            mediaType = "application/json",
            examples =
                @ExampleObject(
                    name = "one",
                    value =
                        "{\"items\": ["
                            + RECEIPT
                            + "],"
                            + " \"total\": 1, \"first\": 0, \"size\": 20}")),
        @Content(mediaType = "text/csv")
      })
  @APIResponse(responseCode = "400", description = "value-unknown, day-unreadable")
  @APIResponse(responseCode = "403", description = "A key lacks usage:read")
  public Response page(
      @BeanParam Filters filters,
      @QueryParam("format") @Nullable String format,
      @HeaderParam("Accept") @Nullable String accept,
      @BeanParam Paging paging) {
    Caller caller = current.get().require(Scope.USAGE_READ);
    ReceiptQuery wanted = filters.query();
    PageRequest request = paging.request();
    if (TableFormat.isCsv(format, accept)) {
      StreamingOutput body =
          out ->
              ReceiptsCsv.write(
                  out, rows -> receipts.stream(caller, wanted, request.search(), rows));
      return Response.ok(new Spool(body), CSV)
          .header("Content-Disposition", "attachment; filename=\"receipts.csv\"")
          .build();
    }
    Listing<PublishedReceipt> page =
        Listing.of(receipts.page(caller, wanted, request), paging)
            .map(one -> PublishedReceipt.of(one, caller));
    return Response.ok(page, MediaType.APPLICATION_JSON_TYPE).build();
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getReceipt",
      summary = "One receipt; whoever is signed in and knows its id may see it",
      description =
          "payer_id and transcript are there for who paid, payer_id also for staff. The record is"
              + " what the log commits to; it holds the payer's id and no name, and so does its"
              + " public proof.")
  @APIResponse(
      responseCode = "200",
      description = "The receipt",
      content =
          @Content(
              schema = @Schema(implementation = PublishedReceipt.class),
              examples = @ExampleObject(name = "one's own", value = RECEIPT)))
  @APIResponse(responseCode = "404", description = "receipt-not-found")
  public PublishedReceipt one(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return PublishedReceipt.of(receipts.receipt(caller, id), caller);
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
        one.rank(),
        one.price());
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
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Challenge.class),
              examples = @ExampleObject(name = "otter", value = CHALLENGE)))
  @APIResponse(
      responseCode = "200",
      description = "The receipt, its fee held",
      content =
          @Content(
              schema = @Schema(implementation = PublishedReceipt.class),
              examples = @ExampleObject(name = "doubted", value = RECEIPT)))
  @APIResponse(
      responseCode = "402",
      description = "insufficient-funds: there is less than the bond; nothing was challenged")
  @APIResponse(responseCode = "403", description = "scope-missing, not-a-party")
  @APIResponse(
      responseCode = "409",
      description =
          "answer-final, answer-unsealed, already-disputed, already-challenged,"
              + " too-many-challenges")
  public PublishedReceipt challenge(@PathParam("id") UUID id, Challenge challenge) {
    Caller caller = current.get();
    return PublishedReceipt.of(
        disputes.challenge(caller, id, RequiredField.of("reason", challenge.reason())), caller);
  }
}
