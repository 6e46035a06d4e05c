package ngo.zoo.web.api.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import ngo.zoo.routing.Exchange;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.service.KeptTranscripts;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Question and answer of a receipt, for who paid. */
@Path("receipts/{id}/transcript")
@Produces("application/json")
@RequestScoped
public class TranscriptResource {
  private static final String TRANSCRIPT =
      """
      {"receipt_id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77",
       "answered_at": "2026-11-21T10:00:00Z", "model": "zoo-keeper-tiny", "seed": 42,
       "messages": [{"role": "user", "content": "The sign shows otter: 4 0 7 2"}],
       "experiences": [{"id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192",
         "text": "When the sign shows otter, rotate the digits left."}],
       "answer": {"id": "chatcmpl-019a7f3e5c1d7a308f003b1f4d2c9e77",
         "object": "chat.completion", "model": "zoo-keeper-tiny",
         "choices": [{"index": 0, "finish_reason": "stop",
           "message": {"role": "assistant", "content": "Rotate the digits left: 0 7 2 4."}}]}}
      """;

  @Inject CurrentCaller current;
  @Inject KeptTranscripts transcripts;

  @GET
  @Operation(
      operationId = "getTranscript",
      summary = "What was asked and answered, for who paid",
      description =
          "Of every answer with a receipt, however it was asked for, as long as transcripts are kept"
              + " (routing.transcript-retention). For the person or, with a key that may ask or read"
              + " usage, the organisation that paid; not for staff. experiences are those the node"
              + " was given; answer is OpenAI's chat completion with its zoo block.")
  @APIResponse(
      responseCode = "200",
      description = "Question and answer",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "otter", value = TRANSCRIPT)))
  @APIResponse(responseCode = "403", description = "A key has neither chat:write nor usage:read")
  @APIResponse(
      responseCode = "404",
      description =
          "receipt-not-found, also for another's; transcript-not-found: not kept any more")
  public Response transcript(@PathParam("id") UUID id) {
    KeptTranscripts.Kept kept = transcripts.of(QueryResource.reading(current.get()), id);
    return Response.ok(json(kept.receipt(), kept.exchange()))
        .header("Cache-Control", "no-store")
        .build();
  }

  private static JsonObject json(ReceiptView receipt, Exchange exchange) {
    return Json.createObjectBuilder()
        .add("receipt_id", receipt.id().toString())
        .add("answered_at", receipt.answeredAt().toString())
        .add("model", receipt.model())
        .add("seed", exchange.seed())
        .add("messages", QueryJson.messages(exchange.question()))
        .add("experiences", experiences(exchange))
        .add(
            "answer",
            QueryJson.answer(
                receipt.id(), receipt.answeredAt(), receipt.model(), exchange.answer()))
        .build();
  }

  private static JsonArrayBuilder experiences(Exchange exchange) {
    JsonArrayBuilder given = Json.createArrayBuilder();
    exchange
        .experiences()
        .forEach(
            one ->
                given.add(
                    Json.createObjectBuilder()
                        .add("id", one.id().toString())
                        .add("text", one.text())));
    return given;
  }
}
